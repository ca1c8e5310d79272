import { schemaWith } from '../../schema/testing';
import { ApexTestOrg } from '../runtime/testing';
import type { PlatformType } from './contract';
import { PLATFORM_TYPES } from './index';

/** Values of each type of parameter that natives are least prepared for; null is tried for all. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  String: ["''", "'((['", "'yyyy-MM-dd'", "'0123456789'"],
  Integer: ['-1', '0', '2147483647', '-2147483648'],
  Long: ['-1L', '9223372036854775807L'],
  Double: ['0.0D', '-1.5D'],
  Decimal: ['0.0', '123456789012345678.123'],
  Boolean: ['true'],
  Object: ["'x'", 'new List<Integer>{ 1 }', "new Account(Name = 'x')"],
  Id: ["'001000000000001AAA'"],
  Date: ['Date.newInstance(4000, 12, 31)', 'Date.newInstance(-5, 1, 1)'],
  Datetime: ['Datetime.newInstance(0L)', 'Datetime.newInstanceGmt(4000, 12, 31)'],
  Time: ['Time.newInstance(1, 2, 3, 4)'],
  Blob: ["Blob.valueOf('x')"],
  SObject: ["new Account(Name = 'x')"],
  'List<SObject>': ['new List<SObject>()', 'new List<SObject>{ null }'],
  'List<String>': ["new List<String>{ 'a', null }"],
  'List<Object>': ["new List<Object>{ 'a', null }"],
  'System.Type': ['String.class', 'Account.class'],
  'Schema.SObjectField': ['Account.Name', 'Lead.Company']
};

const RECEIVERS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['String', 'Blob', 'Date', 'Datetime', 'Time'].map((name) => [`System.${name}`, VALUES[name] ?? []])),
  'System.Integer': ['-2147483648'],
  'System.Long': ['5L'],
  'System.Double': ['5.5D'],
  'System.Decimal': ['-99999999999999999.99'],
  'System.SObject': ["new Account(Name = 'x')"],
  'System.Pattern': ["Pattern.compile('a(b)?')"],
  'System.Matcher': ["Pattern.compile('a(b)?').matcher('xab')"],
  'System.JSONGenerator': ['JSON.createGenerator(true)'],
  'System.JSONParser': ['JSON.createParser(\'{"a":[1,"x"]}\')'],
  'System.Type': ['String.class'],
  'System.TimeZone': ["TimeZone.getTimeZone('GMT')"],
  'Schema.SObjectType': ['Account.SObjectType'],
  'Schema.DescribeSObjectResult': ['Account.SObjectType.getDescribe()'],
  'Schema.DescribeFieldResult': ['Account.Name.getDescribe()', 'Task.WhatId.getDescribe()']
};

/** Texts and lists as long as this are a matter of limits, not of natives. */
const MAKES_LONG = /^(?:repeat|leftPad|rightPad|center)$/;

const plain = (type: string): string => type.replace(/^System\./, '');

/** Calls of a method: all arguments null, then each of its awkward values beside the first of the others. */
function calls(target: string, signature: string): string[] {
  const [, name = '', inner = ''] = /(\w+)\((.*)\)$/.exec(signature) ?? [];
  const types = inner === '' ? [] : inner.split(/,\s*(?![^<]*>)/).map((parameter) => parameter.replace(/\s+\w+$/, ''));
  if (types.some((type) => /\b[TKV]\b/.test(type))) return [];
  const values = types.map((type) =>
    (VALUES[type] ?? VALUES[plain(type)] ?? []).filter((value) => !MAKES_LONG.test(name) || value !== '2147483647')
  );
  const nulls = types.map((type) => `(${type}) null`);
  const first = values.map((list, i) => list[0] ?? nulls[i] ?? 'null');
  const lists = [nulls, ...types.flatMap((_, i) => (values[i] ?? []).map((value) => first.map((other, j) => (i === j ? value : other))))];
  return lists.map((list) => `${target}.${name}(${list.join(', ')});`);
}

describe('natives answer whatever they are given with a value or an exception of Apex', () => {
  const org = new ApexTestOrg(schemaWith(), {});
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  afterAll(() => {
    told.mockRestore();
    org.close();
  });

  const all = (type: PlatformType): string[] => [
    ...Object.keys(type.staticMethods ?? {}).flatMap((signature) => calls(plain(type.name), signature)),
    ...(RECEIVERS[type.name] ?? []).flatMap((receiver) =>
      Object.keys(type.methods ?? {}).flatMap((signature) => calls(`(${receiver})`, signature))
    )
  ];
  const types = PLATFORM_TYPES.filter((type) => type.kind !== 'enum' && all(type).length > 0);

  it.each(types.map((type): [string, string[]] => [type.name, all(type)]))('%s', (_name, statements) => {
    // What no catch sees, failed assertions and what is not supported, ends a block: the next begins behind it.
    for (let rest = statements; rest.length > 0;) {
      const source = rest.map((statement) => `try { ${statement} } catch (Exception e) { }`).join('\n');
      const { compileProblem, exceptionMessage, line } = org.rehearse((tx) => org.engine.executeAnonymous(tx, source));
      expect([compileProblem, told.mock.calls, rest[line - 1]]).toEqual([
        null,
        [],
        exceptionMessage === null ? undefined : expect.any(String)
      ]);
      expect(exceptionMessage ?? 'System.AssertException').toMatch(/^System\.(?:Assert|UnsupportedOperation|Limit)Exception/);
      rest = exceptionMessage === null ? [] : rest.slice(line);
    }
  });
});
