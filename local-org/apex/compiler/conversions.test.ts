import { errorsOf, evaluate } from '../testing/language';

const refused = (body: string): string[] =>
  errorsOf({ A: `public class A { static void f() { ${body} } }` }).map((problem) => problem.split(': ').slice(1).join(': '));

describe('===', () => {
  const members =
    "class Same { public Boolean equals(Object o) { throw new MathException('called'); } public Integer hashCode() { return 1; } } interface Thing { } class A implements Thing { }";

  it.each([
    ["Object a = new List<String>{ 'x' }; Object b = new List<String>{ 'x' }; return a === b;", 'false'],
    ["List<String> a = new List<String>{ 'x' }, b = new List<String>{ 'x' }; return a === b;", 'false'],
    ["Object a = new Account(Name = 'x'); Object b = new Account(Name = 'x'); return a === b;", 'false'],
    ["Object a = new Map<String, Object>(); Object b = a; return '' + (a === b) + (a !== b);", 'truefalse'],
    ['Object a = new Same(); Object b = new Same(); return a === b;', 'false'],
    ['Object a = new Same(); Same b = new Same(); return a !== b;', 'true'],
    ['Thing a = new A(); Object b = a; return a === b;', 'true'],
    ["Object a = 'x' + 1; Object b = 'x1'; return a === b;", 'true'],
    ['Object a = 1.0; Object b = 1.0; return a === b;', 'true'],
    ['Object a = Date.newInstance(2024, 1, 1); Object b = Date.newInstance(2024, 1, 1); return a === b;', 'true'],
    ['Date a = Date.newInstance(2024, 1, 1), b = Date.newInstance(2024, 1, 1); return a === b;', 'true'],
    ['Object a = null; Object b = null; return a === b;', 'true']
  ])('%s', (body, expected) => {
    expect(evaluate(body, { members })).toBe(expected);
  });
});

describe('collections', () => {
  it('take maps whose values are of a narrower type', () => {
    const body = `Map<String, Object> m = new Map<String, Schema.SObjectField>{ 'a' => Account.Name };
      Map<String, Object> copy = new Map<String, Object>(new Map<String, Integer>{ 'b' => 2 }); copy.putAll(m);
      Map<Id, SObject> rows = new Map<Id, Account>(); return '' + m.get('a') + copy + rows.size() + size(new Map<String, List<Account>>());`;
    expect(evaluate(body, { members: 'static Integer size(Map<String, Object> m) { return m.size(); }' })).toBe('Name{b=2, a=Name}00');
  });

  it('do not take maps of other keys, nor sets of a narrower type', () => {
    expect(refused('Map<Object, String> m = new Map<String, String>();')).toEqual([
      'Illegal assignment from Map<String,String> to Map<Object,String>'
    ]);
    expect(refused('Map<String, Integer> m = new Map<String, Object>();')).toEqual([
      'Illegal assignment from Map<String,Object> to Map<String,Integer>'
    ]);
    expect(refused('Set<Object> s = new Set<String>();')).toEqual(['Illegal assignment from Set<String> to Set<Object>']);
  });

  it('of SObjects are those of one object only if they are', () => {
    const body = (rows: string): string => `List<SObject> rows = ${rows}; List<Account> accounts = rows; return accounts.size();`;
    expect(evaluate(body('new List<Account>{ new Account() }'))).toBe('1');
    expect(evaluate(body('new List<SObject>{ new Account() }'))).toBe('1');
    expect(evaluate(body('new List<Contact>()'))).toBe(
      'System.TypeException: Invalid conversion from runtime type List<Contact> to List<Account>'
    );
  });
});

describe('clones', () => {
  it('are of the type of what is cloned', () => {
    const body = `Account a = new Account(Name = 'x'); Account b = a.clone(false, true); List<Account> l = new List<Account>{ a.clone() }; l.add(b.clone(true));
      SObject s = a; SObject t = s.clone(); return b.Name + l.size() + a.clone().Name + t.get('Name');`;
    expect(evaluate(body)).toBe('x2xx');
    expect(refused('SObject s = new Account(); Account a = s.clone();')).toEqual(['Illegal assignment from SObject to Account']);
    expect(refused('Contact c = new Account().clone();')).toEqual(['Illegal assignment from Account to Contact']);
  });
});

describe('instanceof', () => {
  it('has a Date for a Datetime, and not the other way', () => {
    const body = `Object d = Date.newInstance(2024, 1, 1); Object t = Datetime.newInstanceGmt(2024, 1, 1); Object n;
      return '' + (d instanceof Datetime) + (d instanceof Date) + (t instanceof Date) + (t instanceof Datetime) + (n instanceof Datetime);`;
    expect(evaluate(body)).toBe('truetruefalsetruefalse');
  });
});

describe('tokens and describes', () => {
  it.each([
    ['Account.SObjectType', 'Account'],
    ['account.sobjecttype', 'Account'],
    ['Account.getSObjectType()', 'Account'],
    ['Schema.Account.SObjectType', 'Account'],
    ['Schema.Account.getSobjectType()', 'Account'],
    ['new Account().getSObjectType()', 'Account'],
    ['Account.Name', 'Name'],
    ['Account.fields.Name', 'Name'],
    ['Account.SObjectType.fields.Name', 'Name'],
    ['Schema.Account.fields.OwnerId', 'OwnerId'],
    ["Account.fields.getMap().get('name')", 'Name'],
    ["Account.SObjectType.fields.getMap().get('name')", 'Name'],
    ['Account.SObjectType.getDescribe().fields.Name.getLabel()', 'Account Name'],
    ["Account.SObjectType.getDescribe().fields.getMap().get('Name').getDescribe().getName()", 'Name'],
    ['Schema.SObjectType.Account.getKeyPrefix()', '001'],
    ['Schema.sObjectType.Account.keyPrefix', '001'],
    ['SObjectType.Account.fields.Name.getLabel()', 'Account Name'],
    ['Schema.SObjectType.Account.fields.Name.label', 'Account Name'],
    ["Schema.SObjectType.Account.fields.getMap().containsKey('NAME')", 'true'],
    ['Schema.SObjectType.Account.getSObjectType()', 'Account'],
    ['System.Schema.SObjectType.Account.getLabel()', 'Account']
  ])('%s', (expression, expected) => {
    const org = `Object made = ${expression}; return made;`;
    expect(evaluate(org)).toBe(expected);
  });

  it('refuse names that are not there', () => {
    expect(refused('Object o = Schema.SObjectType.Nothing__c.getName();')).toEqual(['Variable does not exist: Nothing__c']);
    expect(refused('Object o = Schema.SObjectType.Account.fields.Nothing;')).toEqual(['Variable does not exist: Nothing']);
    expect(refused('Object o = Account.SObjectType.fields.Nothing;')).toEqual(['Variable does not exist: Nothing']);
  });
});
