import type { OrgException } from '../errors';
import { UnsupportedFeature } from '../errors';
import type { AccessClause, Bind, Expression, FieldPath, GroupBy, Literal, OrderItem, Query, SelectItem, TypeofBranch } from './ast';
import { ConditionParser } from './parse-condition';
import type { BindReader } from './token-stream';

/** LIMIT and OFFSET are whole numbers of 32 bits. */
const HIGHEST_COUNT = 2_147_483_647;
/** "There's a limit of 32 fields in an ORDER BY query. If you exceed the limit, a malformed query error is returned." */
const MOST_ORDER_FIELDS = 32;
/** "Understanding Relationship Query Limitations": parent-to-child relationships of a query, on all its levels. */
const MOST_SUBQUERIES = 20;
/** "GROUP BY ROLLUP" and "GROUP BY CUBE" in the SOQL reference. */
const MOST_SUBTOTALED_FIELDS = 3;
/** Words that end the FROM object's optional alias. */
const CLAUSES = new Set(['WHERE', 'WITH', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'ALL', 'USING', 'UPDATE']);
/** Deeper nesting is refused, as the platform does. */
const MAX_SUBQUERY_DEPTH = 5;

/** Parses a whole query. @throws OrgException MALFORMED_QUERY, or NOT_SUPPORTED for a clause that is refused by name */
export function parseQuery(text: string): Query {
  const parser = new QueryParser(text, 0, null);
  const query = parser.query(0);
  parser.expectEnd();
  return query;
}

export interface ParsedQueryAt {
  readonly query: Query;
  /** Offset of the `]` that ends the query. */
  readonly end: number;
}

/**
 * Parses a query inside Apex, from the offset behind `[` to its `]`.
 * @param onBind reads the Apex expression that starts at this offset (behind the colon); says how the bind is to be called and
 *   where the expression ends
 */
export function parseQueryAt(text: string, offset: number, onBind: BindReader): ParsedQueryAt {
  const parser = new QueryParser(text, offset, onBind);
  const query = parser.query(0);
  return { query, end: parser.expectClosingBracket() };
}

class QueryParser extends ConditionParser {
  private subqueries = 0;

  expectEnd(): void {
    if (this.token.kind !== 'end') throw this.unexpected();
  }

  expectClosingBracket(): number {
    if (this.token.text !== ']') throw this.unexpected();
    return this.token.start;
  }

  override query(depth: number): Query {
    const position = this.token.start;
    this.expectWord('SELECT');
    const select = this.selectList(depth);
    this.expectWord('FROM');
    if (this.token.kind !== 'word') throw this.unexpected();
    const fromPosition = this.token.start;
    const from = this.token.text;
    this.advance();
    const alias = this.fromAlias();
    const scope = this.usingScope();
    const where = this.takeWord('WHERE') ? this.conditions() : null;
    const access = this.withClause();
    const groupBy = this.groupBy();
    const having = this.takeWord('HAVING') ? this.conditions() : null;
    const orderBy = this.orderBy();
    const limit = this.takeWord('LIMIT') ? this.countValue() : null;
    const offset = this.takeWord('OFFSET') ? this.countValue() : null;
    const allRowsFirst = this.allRows();
    const forUpdate = this.forClause();
    const allRows = this.allRows() || allRowsFirst;
    if (this.token.upper === 'UPDATE') throw new UnsupportedFeature('SOQL clause UPDATE TRACKING / VIEWSTAT');
    if (forUpdate && orderBy.length > 0) throw this.malformed(position, 'ORDER BY cannot be used with FOR UPDATE');
    const countOnly = select.length === 1 && isBareCount(select[0]);
    if (!countOnly && select.some(isBareCount)) {
      throw this.malformed(position, 'COUNT() must be the only item of the SELECT list');
    }
    return {
      select: select.map((item) => (item.kind === 'subquery' ? { ...item, query: relativeTo(item.query, from, alias) } : item)),
      countOnly,
      from,
      fromPosition,
      alias,
      scope,
      where,
      access,
      groupBy,
      having,
      orderBy,
      limit,
      offset,
      forUpdate,
      allRows,
      position
    };
  }

  private selectList(depth: number): SelectItem[] {
    const items = [this.selectItem(depth)];
    while (this.take(',')) items.push(this.selectItem(depth));
    return items;
  }

  private selectItem(depth: number): SelectItem {
    const position = this.token.start;
    if (this.token.text === '(') {
      if (depth + 1 >= MAX_SUBQUERY_DEPTH)
        throw this.malformed(
          position,
          `SOQL statements cannot query aggregate relationships more than ${MAX_SUBQUERY_DEPTH - 1} levels away from the root entity object.`
        );
      if (++this.subqueries > MOST_SUBQUERIES)
        throw this.malformed(position, `maximum number of parent-to-child relationships in a query is ${MOST_SUBQUERIES}`);
      this.advance();
      const query = this.query(depth + 1);
      this.expect(')');
      return { kind: 'subquery', query, position };
    }
    if (this.token.upper === 'TYPEOF') return this.typeof();
    const expression = this.expression();
    if (expression.kind === 'call' && expression.name === 'FIELDS') return this.fieldSet(expression.arguments[0], position);
    let alias: string | null = null;
    if (this.token.kind === 'word' && this.token.upper !== 'FROM') {
      alias = this.token.text;
      if (alias.includes('.')) throw this.unexpected();
      this.advance();
    }
    return { kind: 'expression', expression, alias };
  }

  private fieldSet(argument: Expression | undefined, position: number): SelectItem {
    const set = argument?.kind === 'field' && argument.path.length === 1 ? argument.path[0]?.toUpperCase() : undefined;
    if (set !== 'ALL' && set !== 'STANDARD' && set !== 'CUSTOM')
      throw this.malformed(position, 'The SOQL FIELDS function takes ALL, CUSTOM or STANDARD');
    return { kind: 'fields', set, position };
  }

  private typeof(): SelectItem {
    this.advance();
    const reference = this.fieldPath();
    const branches: TypeofBranch[] = [];
    while (this.takeWord('WHEN')) {
      const position = this.token.start;
      if (this.token.kind !== 'word') throw this.unexpected();
      const object = this.token.text;
      this.advance();
      this.expectWord('THEN');
      branches.push({ object, position, fields: this.fieldPaths() });
    }
    if (branches.length === 0) throw this.unexpected();
    const otherwise = this.takeWord('ELSE') ? this.fieldPaths() : [];
    this.expectWord('END');
    return { kind: 'typeof', reference, branches, otherwise };
  }

  private fieldPaths(): FieldPath[] {
    const paths = [this.fieldPath()];
    while (this.take(',')) paths.push(this.fieldPath());
    return paths;
  }

  private fromAlias(): string | null {
    if (this.take(',')) throw new UnsupportedFeature('SOQL alias lists in FROM');
    const explicit = this.takeWord('AS');
    if (this.token.kind !== 'word' || (!explicit && CLAUSES.has(this.token.upper))) return null;
    const alias = this.token.text;
    this.advance();
    if (this.token.text === ',') throw new UnsupportedFeature('SOQL alias lists in FROM');
    return alias;
  }

  private usingScope(): Query['scope'] {
    if (!this.takeWord('USING')) return 'everything';
    this.expectWord('SCOPE');
    const scope = this.token;
    if (scope.kind !== 'word') throw this.unexpected();
    this.advance();
    if (scope.upper === 'EVERYTHING') return 'everything';
    if (scope.upper === 'MINE') return 'mine';
    throw new UnsupportedFeature(`SOQL scope ${scope.text}`);
  }

  private withClause(): AccessClause | null {
    let access: AccessClause | null = null;
    while (this.takeWord('WITH')) {
      const clause = this.token;
      if (clause.upper !== 'USER_MODE' && clause.upper !== 'SYSTEM_MODE' && clause.upper !== 'SECURITY_ENFORCED') {
        throw clause.kind === 'word' ? new UnsupportedFeature(`SOQL clause WITH ${clause.text}`) : this.unexpected();
      }
      if (access !== null) throw this.malformed(clause.start, `unexpected token: '${clause.text}'`);
      access = clause.upper;
      this.advance();
    }
    return access;
  }

  private groupBy(): GroupBy | null {
    if (!this.takeWord('GROUP')) return null;
    this.expectWord('BY');
    if (this.token.upper !== 'ROLLUP' && this.token.upper !== 'CUBE') return { kind: 'plain', expressions: this.expressions() };
    const kind = this.token.upper === 'ROLLUP' ? 'rollup' : 'cube';
    this.advance();
    this.expect('(');
    const position = this.token.start;
    const expressions = this.expressions();
    if (expressions.length > MOST_SUBTOTALED_FIELDS)
      throw this.malformed(position, `maximum number of fields in GROUP BY ${kind.toUpperCase()} is ${MOST_SUBTOTALED_FIELDS}`);
    this.expect(')');
    return { kind, expressions };
  }

  private orderBy(): OrderItem[] {
    if (!this.takeWord('ORDER')) return [];
    this.expectWord('BY');
    const items: OrderItem[] = [];
    do {
      const expression = this.expression();
      const descending = this.takeWord('DESC');
      if (!descending) this.takeWord('ASC');
      let nulls: OrderItem['nulls'] = null;
      if (this.takeWord('NULLS')) {
        if (this.takeWord('FIRST')) nulls = 'first';
        else {
          this.expectWord('LAST');
          nulls = 'last';
        }
      }
      items.push({ expression, descending, nulls });
      if (items.length > MOST_ORDER_FIELDS)
        throw this.malformed(this.token.start, `maximum number of fields in ORDER BY is ${MOST_ORDER_FIELDS}`);
    } while (this.take(','));
    return items;
  }

  private countValue(): Literal | Bind {
    const value = this.value();
    if (value.kind === 'bind') return value;
    if (value.kind !== 'number' || !Number.isInteger(value.value) || value.value < 0 || value.value > HIGHEST_COUNT) {
      throw this.malformed(value.position, `unexpected token: '${this.text.slice(value.position).split(/\s/)[0] ?? ''}'`);
    }
    return value;
  }

  private allRows(): boolean {
    if (!this.takeWord('ALL')) return false;
    this.expectWord('ROWS');
    return true;
  }

  private forClause(): boolean {
    if (!this.takeWord('FOR')) return false;
    if (this.takeWord('UPDATE')) return true;
    if (this.token.upper === 'VIEW' || this.token.upper === 'REFERENCE')
      throw new UnsupportedFeature(`SOQL clause FOR ${this.token.upper}`);
    throw this.unexpected();
  }

  private malformed(position: number, message: string): OrgException {
    return this.error(position, message);
  }
}

/** A subquery's relationship may be named through its parent: `(SELECT Id FROM Account.Contacts)` of Account, or through the parent's alias. */
function relativeTo(subquery: Query, parent: string, alias: string | null): Query {
  const [owner, ...rest] = subquery.from.split('.');
  const isOwner = (name: string | null): boolean => name !== null && name.toLowerCase() === owner?.toLowerCase();
  return rest.length > 0 && (isOwner(parent) || isOwner(alias)) ? { ...subquery, from: rest.join('.') } : subquery;
}

function isBareCount(item: SelectItem | undefined): boolean {
  return (
    item?.kind === 'expression' &&
    item.expression.kind === 'call' &&
    item.expression.name === 'COUNT' &&
    item.expression.arguments.length === 0
  );
}
