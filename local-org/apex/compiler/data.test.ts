import { schemaWith } from '../../schema/testing';
import { ApexList } from '../values/list';
import { ApexMap } from '../values/map';
import { platformEnum } from '../platform/enums';
import { RuntimeType } from '../runtime/runtime-type';
import { evaluate, run } from '../testing/language';

const schema = schemaWith();

function withRows(
  body: string,
  names: readonly string[],
  apiVersion = 68,
  header = 'public with sharing class T'
): { result: unknown; calls: ReturnType<typeof run>['host']['calls'] } {
  const { call, host } = run({ T: `${header} { public static Object go() { ${body} } }` }, { schema, apiVersion });
  host.rows = names.map((name) => host.record('Lead', { LastName: name }));
  return { result: call('T', 'go'), calls: host.calls };
}

describe('SObjects', () => {
  it.each([
    [
      "Lead l = new Lead(LastName = 'x', NumberOfEmployees = 5); l.NumberOfEmployees += 2; l.Company = l.LastName + 'c'; return l.Company + l.numberofemployees;",
      'xc7'
    ],
    ['Lead l = new Lead(); l.AnnualRevenue = 5; return l.AnnualRevenue + 0.5;', '5.5'],
    ["Contact c = new Contact(Account = new Account(Name = 'Acme')); return c.Account.Name + c.Account?.Name;", 'AcmeAcme'],
    ['Contact c = new Contact(); return c.Account?.Name;', 'null'],
    [
      "Lead l = new Lead(); l.Owner = new User(Username = 'u@x.y'); return l.Owner.Username + l.Owner.Type + l.Owner?.Email;",
      'u@x.yUsernull'
    ],
    ["Lead l = new Lead(Owner = new Group(Name = 'Queue')); return l.Owner.Name + l.Owner.Username;", 'Queuenull'],
    ['Lead l = new Lead(); return l.Owner.Name;', 'null'],
    ["SObject s = new Lead(LastName = 'x'); s.put('Company', 'c'); return s.get('company') + ((Lead) s).LastName;", 'cx'],
    ['return new Account().Contacts.size();', '0'],
    [
      'BusinessHours hours = new BusinessHours(); List<BusinessHours> all = new List<BusinessHours>{ hours }; return all.size() + String.valueOf(BusinessHours.SObjectType) + (all[0].Name == null);',
      '1BusinessHourstrue'
    ],
    ['return String.valueOf(Lead.SObjectType) + Lead.Company + Schema.Lead.LastName;', 'LeadCompanyLastName'],
    ["return new Lead(LastName = 'x') == new Lead(LastName = 'x');", 'true'],
    ["List<Lead> leads = new List<Lead>{ new Lead(LastName = 'a') }; leads[0].LastName = 'b'; return leads[0].LastName;", 'b']
  ])('%s', (body, result) => {
    expect(evaluate(body, { schema })).toBe(result);
  });
});

describe('queries', () => {
  it('give a list, the one row, or nothing', () => {
    expect(withRows('List<Lead> l = [SELECT Id FROM Lead]; return l.size();', ['a', 'b']).result).toBe(2);
    expect(withRows('Lead l = [SELECT Id, LastName FROM Lead LIMIT 1]; return l.LastName;', ['a']).result).toBe('a');
    expect(withRows('return [SELECT LastName FROM Lead].LastName;', ['a']).result).toBe('a');
    expect(withRows('return [SELECT LastName FROM Lead]?.LastName;', []).result).toBeNull();
    expect(withRows("return ([SELECT LastName FROM Lead] ?? new Lead(LastName = 'other')).LastName;", []).result).toBe('other');
    expect(withRows('return [SELECT COUNT() FROM Lead];', ['a', 'b', 'c']).result).toBe(3);
    expect(withRows('return [SELECT LastName FROM Lead][1].LastName;', ['a', 'b']).result).toBe('b');
  });

  it.each([
    [[], 'List has no rows for assignment to SObject'],
    [['a', 'b'], 'List has more than 1 row for assignment to SObject']
  ])('refuse %j as one row', (names, message) => {
    expect(() => withRows('Lead l = [SELECT Id FROM Lead]; return l;', names)).toThrow(message);
  });

  it('bind expressions by position', () => {
    const body =
      "List<String> names = new List<String>{ 'a' }; return [SELECT Id FROM Lead WHERE LastName IN :names AND CreatedDate > LAST_N_DAYS:30 AND Company = :('x' + 1) LIMIT :(2 * 3)];";
    const [made] = withRows(body, []).calls;
    expect(made?.values).toEqual([expect.any(ApexList), 'x1', 6]);
    expect(made?.site).toMatchObject({
      text: 'SELECT Id FROM Lead WHERE LastName IN :b0 AND CreatedDate > LAST_N_DAYS:30 AND Company = :b1 LIMIT :b2',
      aggregate: false,
      count: false
    });
  });

  it('loop over rows and over chunks of 200', () => {
    const names = Array.from({ length: 450 }, (_, i) => `L${i}`);
    expect(
      withRows('Integer n = 0; for (Lead l : [SELECT LastName FROM Lead]) { n += l.LastName.length(); } return n;', ['a', 'bb']).result
    ).toBe(3);
    expect(withRows("String s = ''; for (List<Lead> l : [SELECT Id FROM Lead]) { s += l.size() + ','; } return s;", names).result).toBe(
      '200,200,50,'
    );
  });

  it('know their mode', () => {
    const mode = (query: string, apiVersion: number): unknown => withRows(`return ${query};`, [], apiVersion).calls[0]?.site.mode;
    expect(mode('[SELECT Id FROM Lead]', 68)).toBe('user');
    expect(mode('[SELECT Id FROM Lead]', 66)).toBe('system');
    expect(mode('[SELECT Id FROM Lead WITH SYSTEM_MODE]', 68)).toBe('system');
    expect(mode('[SELECT Id FROM Lead WITH USER_MODE]', 66)).toBe('user');
    expect(mode('[SELECT Id FROM Lead WITH SECURITY_ENFORCED]', 66)).toBe('user');
  });

  it('see aggregates', () => {
    const { calls } = withRows('return [SELECT LeadSource s, COUNT(Id) n FROM Lead GROUP BY LeadSource];', []);
    expect(calls[0]?.site).toMatchObject({ aggregate: true });
  });
});

describe('DML', () => {
  it('says what, how and for whom', () => {
    const body =
      'Lead l = new Lead(); insert l; update as system l; delete as user new List<Lead>{ l }; upsert l Id; undelete l; return null;';
    expect(withRows(body, []).calls.map(({ site }) => site)).toMatchObject([
      { operation: 'insert', mode: 'user', externalIdField: null, caller: { name: 'T', sharing: 'with', apiVersion: 68 } },
      { operation: 'update', mode: 'system' },
      { operation: 'delete', mode: 'user' },
      { operation: 'upsert', externalIdField: 'Id' },
      { operation: 'undelete' }
    ]);
    expect(withRows('insert new Lead(); return null;', [], 66).calls[0]?.site).toMatchObject({ mode: 'system' });
    expect(() => withRows('Lead l; insert l; return null;', [])).toThrow(/null/);
  });
});

describe('sharing', () => {
  it.each([
    ['public class T', 68, 'with'],
    ['public class T', 66, 'none'],
    ['public inherited sharing class T', 68, 'inherited'],
    ['public without sharing class T', 68, 'without']
  ])('of %s at %d is %s', (header, apiVersion, sharing) => {
    expect(withRows('return [SELECT Id FROM Lead];', [], apiVersion, header).calls[0]?.site.caller).toMatchObject({ sharing });
  });

  it('is announced only where it decides for others', () => {
    const { call, host, program } = run(
      {
        Shared: 'public inherited sharing class Shared { public static List<Lead> read() { return [SELECT Id FROM Lead]; } }',
        Between: 'public inherited sharing class Between { public static List<Lead> read() { return Shared.read(); } }',
        Door: 'public with sharing class Door { public static Object open() { return Between.read(); } public static Object alone() { return [SELECT Id FROM Lead]; } }'
      },
      { schema }
    );
    call('Door', 'open');
    call('Door', 'alone');
    expect(host.callersAtData).toEqual([['Door'], []]);
    expect(program.classes.map(({ info }) => info.name)).toEqual(['Shared', 'Between', 'Door']);
  });
});

describe('triggers', () => {
  it('run on their context, in system mode', () => {
    const { program, host } = run(
      {
        'LeadTrigger.trigger':
          'trigger LeadTrigger on Lead (before insert, after update) { if (Trigger.isInsert) { for (Lead l : Trigger.new) { l.Company = l.LastName + Trigger.operationType + Trigger.newMap; } } update new Contact(); }'
      },
      { schema }
    );
    const lead = host.record('Lead', { LastName: 'x' });
    const type = RuntimeType.of('Lead');
    host.trigger = {
      ...host.trigger,
      isInsert: true,
      new: new ApexList(type, [lead]),
      newMap: null,
      operationType: platformEnum('System.TriggerOperation').get('BEFORE_INSERT')
    };
    const [trigger] = program.triggers;
    trigger?.run();
    expect(trigger).toMatchObject({
      object: 'Lead',
      events: ['before insert', 'after update'],
      isActive: true,
      info: { name: 'LeadTrigger', sharing: 'without' }
    });
    expect(lead.$get(lead.object.field('Company')?.ordinal ?? -1)).toBe('xBEFORE_INSERTnull');
    expect(host.calls[0]?.site).toMatchObject({ mode: 'system' });
    expect(new ApexMap(type, type).size()).toBe(0);
  });
});

describe('labels', () => {
  it('are read by the host', () => {
    expect(evaluate('return Label.Hello + System.Label.hello;', { labels: { Hello: 'Hi', hello: 'Hi' } })).toBe('HiHi');
  });
});
