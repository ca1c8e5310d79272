import type { Expression, Statement } from '../syntax/ast';
import type { BodyContext } from './body-context';

/** Whether execution can continue after the statement, by the rules of Java. */
export function completes(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
      return false;
    case 'block':
      return statement.statements.every(completes);
    case 'if':
      return statement.whenFalse === null || completes(statement.whenTrue) || completes(statement.whenFalse);
    case 'while':
      return !isTrue(statement.condition) || breaks(statement.body);
    case 'do':
      return (completes(statement.body) && !isTrue(statement.condition)) || breaks(statement.body);
    case 'for':
      return (statement.condition !== null && !isTrue(statement.condition)) || breaks(statement.body);
    case 'switch':
      return !statement.whens.some(({ kind }) => kind === 'else') || statement.whens.some(({ body }) => completes(body));
    case 'try':
      if (statement.finallyBlock && !completes(statement.finallyBlock)) return false;
      return completes(statement.body) || statement.catches.some(({ body }) => completes(body));
    case 'runAs':
      return completes(statement.body);
    default:
      return true;
  }
}

const isTrue = (condition: Expression): boolean => condition.kind === 'literal' && condition.value === 'true';

/** Whether a `break` in the statement leaves the loop around it. */
function breaks(statement: Statement): boolean {
  switch (statement.kind) {
    case 'break':
      return true;
    case 'block':
      return statement.statements.some(breaks);
    case 'if':
      return breaks(statement.whenTrue) || (statement.whenFalse !== null && breaks(statement.whenFalse));
    case 'switch':
      return statement.whens.some(({ body }) => breaks(body));
    case 'try':
      return (
        breaks(statement.body) ||
        statement.catches.some(({ body }) => breaks(body)) ||
        (statement.finallyBlock !== null && breaks(statement.finallyBlock))
      );
    case 'runAs':
      return breaks(statement.body);
    default:
      return false;
  }
}

/** @throws ApexCompileError `Unreachable statement` */
export function refuseUnreachable(ctx: BodyContext, statements: readonly Statement[]): void {
  const end = statements.findIndex((statement) => !completes(statement));
  const beyond = end >= 0 ? statements[end + 1] : undefined;
  if (beyond) ctx.script.problems.report(ctx.file, beyond.at, 'Unreachable statement');
}
