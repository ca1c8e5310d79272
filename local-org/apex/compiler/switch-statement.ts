import type { Expression, Switch } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';
import { expression } from './expressions';
import { enumConstant } from './references';
import { emitBlock, emitStatements } from './statements';

const SUBJECTS: ReadonlySet<string> = new Set(['Integer', 'Long', 'String']);

/** `switch on`: one comparison behind the other; Strings are compared with their case. */
export function emitSwitch(ctx: BodyContext, node: Switch, count: string): void {
  const { writer } = ctx;
  const subject = expression(ctx, node.subject);
  const { type } = subject;
  const isEnum = type.symbol?.kind === 'enum';
  const isSObject = ctx.conversions.isSObject(type);
  if (!isEnum && !isSObject && !SUBJECTS.has(type.name)) ctx.fail(node.subject.at, `Illegal switch expression type: ${type.name}`);
  const name = ctx.unique('subject');
  const seen = new Set<string>();
  writer.line('{', node.at);
  writer.line(`${count}const ${name} = ${subject.js};`, node.at);
  let first = true;
  node.whens.forEach((when, i) => {
    const lead = first ? '' : '} else ';
    if (when.kind === 'else') {
      if (i !== node.whens.length - 1) ctx.fail(when.at, 'When else must be the last when block');
      writer.line(first ? '{' : '} else {', when.at);
      emitBlock(ctx, when.body);
    } else if (when.kind === 'type') {
      if (!isSObject) ctx.fail(when.at, `When type is only allowed for SObjects: ${type.name}`);
      const wanted = ctx.resolve(when.type);
      writer.line(`${lead}if ($host.isInstance(${name}, ${ctx.hoists.type(wanted)})) {`, when.at);
      ctx.nested(() => {
        writer.line(`let ${ctx.declare(when.name, wanted, false, when.at).js} = ${name};`);
        emitStatements(ctx, when.body.statements);
      });
    } else {
      const tests = when.values.map((value) => {
        const { js } = caseValue(ctx, subject, value);
        if (seen.has(js)) ctx.fail(value.at, `Duplicate when value: ${js}`);
        seen.add(js);
        return `${name} === ${js}`;
      });
      writer.line(`${lead}if (${tests.join(' || ')}) {`, when.at);
      emitBlock(ctx, when.body);
    }
    first = false;
  });
  if (!first) writer.line('}');
  writer.line('}');
}

/** A value of a `when`: a literal, null, or a constant of the subject's enum by its bare name. */
function caseValue(ctx: BodyContext, subject: Value, node: Expression): Value {
  const { type } = subject;
  if (node.kind === 'literal' && node.type === 'null') return { js: 'null', type, nonNull: false };
  if (type.symbol?.kind === 'enum') {
    const constant = node.kind === 'name' ? type.symbol.constants.get(node.name.toLowerCase()) : undefined;
    if (constant === undefined) ctx.fail(node.at, `Invalid enum value in when: ${node.kind === 'name' ? node.name : node.kind}`);
    return enumConstant(ctx, type, constant);
  }
  const value = expression(ctx, node);
  const literal = node.kind === 'literal' || isConstant(ctx, node);
  if (!literal) ctx.fail(node.at, 'When value must be a literal or a constant');
  return ctx.conversions.assign(value, type, ctx.file, node.at);
}

/** A `static final` field with a literal. */
function isConstant(ctx: BodyContext, node: Expression): boolean {
  if (node.kind !== 'name' && node.kind !== 'member') return false;
  const { js, nonNull } = expression(ctx, node);
  return nonNull && !/^[\w$]+\.[\w$]+$/.test(js);
}
