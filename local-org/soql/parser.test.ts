import { parseQuery, parseQueryAt } from './index';

describe('the parser', () => {
  it('hands bound expressions back to Apex and stops at the bracket', () => {
    const source =
      "Lead l = [SELECT Id, /* why */ Name FROM Lead // all\n WHERE Id IN :map.get('a]')[0].keys() AND Name LIKE :s LIMIT :n + 1][0];";
    const seen: string[] = [];
    const expressions = ["map.get('a]')[0].keys()", 's', 'n + 1'];
    const { query, end } = parseQueryAt(source, source.indexOf('[') + 1, (offset) => {
      const expression = expressions[seen.length] ?? '';
      expect(source.slice(offset, offset + expression.length)).toBe(expression);
      seen.push(expression);
      return { name: String(seen.length - 1), end: offset + expression.length };
    });
    expect(source.slice(end)).toBe('][0];');
    expect(seen).toEqual(expressions);
    expect(query.where).toMatchObject({
      kind: 'and',
      operands: [
        { kind: 'in', values: { kind: 'bind', name: '0' } },
        { kind: 'comparison', operator: 'LIKE', value: { kind: 'bind', name: '1' } }
      ]
    });
    expect(query.limit).toMatchObject({ kind: 'bind', name: '2' });
  });

  it('reports places within the Apex source', () => {
    const source = 'x();\nList<Lead> l = [SELECT Id FROM Lead WHERE];';
    expect(() => parseQueryAt(source, source.indexOf('[') + 1, () => ({ name: '', end: 0 }))).toThrow(
      "ERROR at Row:2:Column:42\nunexpected token: ']'"
    );
  });

  it('tells who a query asks to run as, and what it locks', () => {
    expect(parseQuery('SELECT Id FROM Lead WITH USER_MODE').access).toBe('USER_MODE');
    expect(parseQuery('SELECT Id FROM Lead with security_enforced LIMIT 1').access).toBe('SECURITY_ENFORCED');
    expect(parseQuery('SELECT Id FROM Lead').access).toBeNull();
    expect(parseQuery('SELECT Id FROM Lead LIMIT 1 FOR UPDATE').forUpdate).toBe(true);
    expect(parseQuery('SELECT Id FROM Lead ALL ROWS').allRows).toBe(true);
  });

  it('takes dotted binds in dynamic queries', () => {
    expect(parseQuery('SELECT Id FROM Lead WHERE Id = :a.b AND Name IN : names').where).toMatchObject({
      operands: [{ value: { name: 'a.b' } }, { values: { name: 'names' } }]
    });
  });
});
