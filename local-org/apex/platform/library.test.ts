import { schemaWith, number } from '../../schema/testing';
import { ApexTestOrg } from '../runtime/testing';

const SOURCES = {
  Shape: `public class Shape {
    public String name; public Decimal size; public Double ratio; public Boolean round; public Kind kind; public List<Shape> parts; public Map<String, Integer> counts;
    public Date made; public Datetime seen; public transient String secret; private Integer hidden = 7;
    public enum Kind { BOX, BALL }
  }`,
  Version: `public class Version implements Comparable {
    public Integer major; public Integer minor;
    public Version(Integer major, Integer minor) { this.major = major; this.minor = minor; }
    public Integer compareTo(Object other) { Version o = (Version) other; return major != o.major ? major - o.major : minor - o.minor; }
    public Boolean equals(Object other) { return other instanceof Version && compareTo(other) == 0; }
    public override Integer hashCode() { return major; }
    public override String toString() { return major + '.' + minor; }
    public class ByMinor implements Comparator<Version> { public Integer compare(Version a, Version b) { return a.minor - b.minor; } }
  }`,
  Range: `public class Range implements Iterable<Integer>, Iterator<Integer> {
    private Integer at = 0; private Integer last;
    public Range(Integer last) { this.last = last; }
    public Iterator<Integer> iterator() { return this; }
    public Boolean hasNext() { return at < last; }
    public Integer next() { return at++; }
  }`,
  OopsException: `public class OopsException extends Exception {}`
};

/** Each case: an Apex expression, and what `System.debug` prints of it (an exception prints as `Type: message`). */
type Case = readonly [expression: string, printed: string];

const STRINGS: readonly Case[] = [
  ["'Hello'.abbreviate(4)", 'H...'],
  ["'a-b-c'.split('-')", '(a, b, c)'],
  ["'a,b,,'.split(',')", '(a, b)'],
  ["'a,b,,'.split(',', -1)", '(a, b, , )'],
  ["'a1b22c'.split('\\\\d+')", '(a, b, c)'],
  ["'abc'.split('')", '(a, b, c)'],
  ["'x'.repeat(3) + 'ab'.left(5) + 'abc'.right(2) + 'abcdef'.mid(2, 3)", 'xxxabbccde'],
  ["'Hello'.substring(1, 3) + 'Hello'.substringAfter('l') + 'a.b.c'.substringBeforeLast('.')", 'elloa.b'],
  ["'Hello'.substring(1, 9)", 'System.StringException: Ending position out of bounds: 9'],
  ["'Hello'.contains(null)", 'System.NullPointerException: Argument cannot be null.'],
  ["'a.b'.replace('.', '$1') + 'aXbX'.replaceAll('(X)', '[$1]') + 'aXbX'.replaceFirst('X', '-')", 'a$1ba[X]b[X]a-bX'],
  ["String.format('{0} of {1}, it\\'\\'s {2}', new List<Object>{ 1, 'two', null })", "1 of two, it's null"],
  ["String.format('\\'{0}\\' {5}', new List<String>{ 'x' })", '{0} {5}'],
  ["String.format('{x}', new List<String>{ 'x' })", "System.StringException: can't parse argument number: x"],
  ["String.join(new List<Object>{ 1, 'a', null, 1.50 }, '|') + String.join(new Set<Id>(), ',')", '1|a||1.50'],
  ["String.isBlank('  ') + ' ' + String.isBlank(null) + ' ' + String.isEmpty(' ') + ' ' + String.isNotBlank('x')", 'true true false true'],
  ["'abc'.compareTo('abd') + ' ' + 'Abc'.equals('abc') + ' ' + 'Abc'.equalsIgnoreCase('aBC')", '-1 false true'],
  ["'Müller <b>'.escapeHtml4() + 'a&b'.escapeXml() + '\"x\",y'.escapeCsv()", 'M&uuml;ller &lt;b&gt;a&amp;b"""x"",y"'],
  ["String.escapeSingleQuotes('O\\'Reilly')", "O\\'Reilly"],
  ["'  a   b '.normalizeSpace() + '|' + ' x '.trim() + '|' + 'kitten'.getLevenshteinDistance('sitting')", 'a b|x|3'],
  ["'camelCaseXMLText'.splitByCharacterTypeCamelCase()", '(camel, Case, XML, Text)'],
  ["'hello world'.capitalize() + 'ab'.leftPad(4) + 'ab'.rightPad(4, '.') + 'ab'.center(6, '-')", 'Hello world  abab..--ab--'],
  [
    "'abc'.charAt(1) + ' ' + 'abc'.indexOf('c') + ' ' + 'abcabc'.lastIndexOf('b') + ' ' + 'x'.isNumeric() + '12'.isNumeric()",
    '98 2 4 falsetrue'
  ],
  ["'hello'.hashCode() + ' ' + 'abc'.reverse() + ' ' + 'a b'.deleteWhitespace() + ' ' + 'aXa'.countMatches('a')", '99162322 cba ab 2'],
  ["String.valueOf(Date.newInstance(2026, 2, 3)) + ' ' + String.valueOf(1.50) + ' ' + String.valueOf(2.0d)", '2026-02-03 1.50 2.0']
];

const REGEXES: readonly Case[] = [
  ["'ABC-123'.matches('[A-Z]+-\\\\d{3}')", 'true'],
  ["'x\\ny'.matches('x.y')", 'false'],
  [
    "Pattern.matches('(?i)abc', 'ABC') + ' ' + Pattern.matches('\\\\p{Alpha}+', 'abC') + ' ' + Pattern.matches('\\\\Qa.b\\\\E', 'a.b')",
    'true true true'
  ],
  ["Pattern.matches('[a-z&&[^aeiou]]', 'b')", 'does not support intersections of classes'],
  ["Pattern.matches('a++', 'aa')", 'does not support possessive quantifiers'],
  ["Pattern.matches('(', 'x')", 'System.StringException'],
  ["Pattern.quote('a.b')", '\\Qa.b\\E'],
  ["Pattern.compile('-').split('a-b')", '(a, b)']
];

const NUMBERS: readonly Case[] = [
  ["Integer.valueOf('12') + Integer.valueOf(3.99)", '15'],
  ["Integer.valueOf('1.5')", 'System.TypeException: Invalid integer: 1.5'],
  ["Integer.valueOf('99999999999')", 'System.TypeException: Invalid integer: 99999999999'],
  ["Decimal.valueOf('1.50').scale() + ' ' + Decimal.valueOf('12.345').precision()", '2 5'],
  ["Decimal.valueOf('abc')", 'System.TypeException: Invalid decimal: abc'],
  ["Long.valueOf('9007199254740993') + 1", '9007199254740994'],
  ["(2.5).round() + ' ' + (3.5).round() + ' ' + (2.5).round(System.RoundingMode.HALF_UP) + ' ' + Math.round(-2.5)", '2 4 3 -2'],
  [
    "Math.roundToLong(2.5d) + ' ' + Math.floor(-1.5) + ' ' + Math.ceil(1.2) + ' ' + Math.mod(-7, 3) + ' ' + Math.abs(-1.50)",
    '3 -2 2 -1 1.50'
  ],
  ["Math.max(1, 2) + ' ' + Math.min(1.5, 1.25) + ' ' + Math.pow(2, 10) + ' ' + Math.sqrt(2.25)", '2 1.25 1024.0 1.5'],
  ["(1234567.891).format() + ' ' + (1234567).format() + ' ' + (12345.6789).format()", '1,234,567.891 1,234,567 12,345.679'],
  ["(10.0).divide(3, 2) + ' ' + (1.005).setScale(2, System.RoundingMode.HALF_UP) + ' ' + (100).format()", '3.33 1.01 100'],
  ['Math.mod(1, 0)', 'System.MathException: Divide by 0'],
  ["(1.10).stripTrailingZeros() + ' ' + (5.7).intValue() + ' ' + (5.7).longValue() + ' ' + (2.5).pow(2)", '1.1 5 5 6.25']
];

const DATES: readonly Case[] = [
  ['Date.today()', '2026-11-22 00:00:00'],
  ['System.now()', '2026-11-22 17:00:00'],
  ['String.valueOf(System.now())', '2026-11-22 09:00:00'],
  [
    "System.now().format('yyyy-MM-dd\\'T\\'HH:mm:ssZ EEE') + ' ' + System.now().formatGmt('h:mm a')",
    '2026-11-22T09:00:00-0800 Sun 5:00 PM'
  ],
  ["System.now().format('EEEE, d. MMMM yy', 'Europe/Berlin') + System.now().format('G D w u k')", 'Sunday, 22. November 26AD 326 48 7 9'],
  ['System.now().format()', '11/22/2026, 9:00 AM'],
  ['Date.newInstance(2026, 1, 31).addMonths(1).format() + Date.today().toStartOfMonth().daysBetween(Date.today())', '2/28/202621'],
  ["Date.parse('12/27/2025').day() + Date.valueOf('2026-03-04').month()", '30'],
  ["Date.valueOf('nonsense')", 'System.TypeException: Invalid date: nonsense'],
  ["Datetime.valueOf('2026-07-01 12:00:00').hourGmt() + ' ' + Datetime.newInstance(2026, 7, 1).getTime()", '19 1782889200000'],
  ['Date.today().toStartOfWeek().day() + Date.daysInMonth(2028, 2) + String.valueOf(Date.isLeapYear(2027))', '51false'],
  ['Time.newInstance(23, 30, 0, 0).addHours(1)', '00:30:00.000Z'],
  ["UserInfo.getTimeZone().getID() + TimeZone.getTimeZone('Europe/Berlin').getOffset(System.now())", 'America/Los_Angeles3600000'],
  ["Datetime.parse('11/22/2026, 3:04 PM').time()", '15:04:00.000Z']
];

const COLLECTIONS: readonly Case[] = [
  ['new Set<Version>{ new Version(1, 0), new Version(1, 0), new Version(1, 2) }', '{1.0, 1.2}'],
  ["new Map<Version, String>{ new Version(1, 0) => 'a' }.get(new Version(1, 0))", 'a'],
  ['new List<Version>{ new Version(2, 0), new Version(1, 5) }.contains(new Version(1, 5))', 'true'],
  ['new List<Integer>(new Range(3))', '(0, 1, 2)'],
  ['new Set<Integer>{ 1, 2, 3 }.containsAll(new List<Integer>{ 1, 3 })', 'true'],
  ['new List<Double>{ 1, 2.5 }', '(1.0, 2.5)'],
  ["new Map<String, Integer>{ 'b' => 1, 'a' => 2 }.keySet()", '{b, a}'],
  ['new List<Integer>{ 1 }.get(5)', 'System.ListException: List index out of bounds: 5'],
  ["new Map<Id, Lead>(new List<Lead>{ new Lead(LastName = 'x') })", 'System.ListException: Row with null Id at index: 0']
];

const JSON_CASES: readonly Case[] = [
  [
    'JSON.serialize(JSON.deserialize(\'{"name":"a","size":1.50,"ratio":2,"round":true,"kind":"ball","parts":[{"name":"b"}],"counts":{"x":1},"made":"2026-01-02","seen":"2026-01-02T03:04:05+01:00","secret":"s","other":1}\', Shape.class), true)',
    '{"name":"a","size":1.50,"ratio":2.0,"round":true,"kind":"BALL","parts":[{"name":"b"}],"counts":{"x":1},"made":"2026-01-02","seen":"2026-01-02T02:04:05.000Z"}'
  ],
  ['JSON.deserializeStrict(\'{"other":1}\', Shape.class)', 'System.JSONException: Unknown field: Shape.other'],
  ['JSON.deserialize(\'{"size":"big"}\', Shape.class)', 'System.JSONException: Illegal value for primitive: big is not a valid decimal'],
  [
    'JSON.deserialize(\'{"name":}\', Shape.class)',
    "System.JSONException: Unexpected character ('}' (code 125)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:9]"
  ],
  ['JSON.deserializeUntyped(\'{"a":[1,2.5,"x",null,true],"b":3000000000}\')', '{a=(1, 2.5, x, null, true), b=3000000000}'],
  ["JSON.deserializeUntyped('')", 'System.JSONException: No content to map to Object due to end of input at [line:1, column:1]'],
  [
    "JSON.serialize(new Lead(LastName = 'Doe', AnnualRevenue = 10, Company = null))",
    '{"attributes":{"type":"Lead"},"LastName":"Doe","Company":null,"AnnualRevenue":10}'
  ],
  ['((Lead) JSON.deserialize(\'{"attributes":{"type":"Lead"},"LastName":"Doe","Score__c":1.5}\', Lead.class)).Score__c', '1.5'],
  ['JSON.deserialize(\'{"Nope__c":1}\', Lead.class)', "System.JSONException: No such column 'Nope__c' on sobject of type Lead"],
  [
    "JSON.serialize(new Map<String, Object>{ 'd' => Date.newInstance(2026, 1, 2), 'l' => new List<Id>(), 'q' => 'a\"b' })",
    '{"d":"2026-01-02","l":[],"q":"a\\"b"}'
  ],
  ["JSON.deserialize('[1,2]', List<Integer>.class)", '(1, 2)'],
  ["JSON.serializePretty(new Map<String, Object>{ 'a' => 1 }).replace('\\n', '|')", '{|  "a" : 1|}']
];

const OBJECTS: readonly Case[] = [
  ["new Lead(LastName = 'x').get('lastname')", 'x'],
  ["new Lead().get('Nope')", 'System.SObjectException: Invalid field Nope for Lead'],
  ["new Lead().put('LastName', 5)", 'System.SObjectException: Illegal assignment from Integer to String'],
  ["new Lead(LastName = 'x', Score__c = 1).getPopulatedFieldsAsMap()", '{LastName=x, Score__c=1}'],
  ["new Lead(LastName = 'x') == new Lead(LastName = 'x')", 'true'],
  ["new Lead(Id = '00Q000000000001AAA', LastName = 'x').clone().Id", 'null'],
  ["new Lead().DoNotCall + ' ' + new Lead().isSet('LastName')", 'false false'],
  [
    "Lead.SObjectType.getDescribe().getKeyPrefix() + Lead.LastName.getDescribe().getType() + Schema.getGlobalDescribe().get('LEAD')",
    '00QSTRINGLead'
  ],
  ["Lead.Score__c.getDescribe().getScale() + ' ' + Lead.SObjectType.getDescribe().fields.getMap().containsKey('score__C')", '1 true'],
  [
    "((SObject) Type.forName('Lead').newInstance()).getSObjectType() + ' ' + Type.forName('version') + ' ' + Type.forName('Nothing')",
    'Lead Version null'
  ],
  ["Type.forName('Version').newInstance()", 'System.TypeException: Type cannot be constructed: Version'],
  ["Id.valueOf('001D000000IRt53') + ' ' + Id.valueOf('x')", 'System.StringException: Invalid id: x'],
  ["EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('abc'))).left(16)", 'ba7816bf8f01cfea'],
  [
    "EncodingUtil.base64Encode(Blob.valueOf('Ä')) + EncodingUtil.urlEncode('a b&c', 'UTF-8') + EncodingUtil.base64Decode('w4Q=').toString()",
    'w4Q=a+b%26cÄ'
  ],
  [
    "new OopsException('why').getMessage() + new OopsException().getMessage() + new OopsException('a', new OopsException('b')).getCause().getMessage() + new OopsException('x').getTypeName()",
    'whyScript-thrown exceptionbOopsException'
  ],
  ["new AuraHandledException('hidden').getMessage()", 'Script-thrown exception'],
  [
    "FeatureManagement.checkPermission('Nothing') + ' ' + UserInfo.getUserName() + ' ' + UserInfo.getLastName()",
    'false admin@example.com Admin'
  ],
  ["Request.getCurrent().getQuiddity() + ' ' + Limits.getLimitQueries() + ' ' + Test.isRunningTest()", 'ANONYMOUS 100 false'],
  ["System.RoundingMode.valueOf('half_up') + ' ' + TriggerOperation.values().size()", 'HALF_UP 7']
];

describe('the platform library', () => {
  let org: ApexTestOrg;
  beforeAll(() => {
    org = new ApexTestOrg(schemaWith([{ extend: 'Lead', fields: [number('Score__c', 5, 1)] }]), SOURCES);
  });
  afterAll(() => org.close());

  /** What an expression prints; what is not supported by its message. */
  const printed = (expression: string): string => {
    try {
      return org
        .run(`try { System.debug(${expression}); } catch (Exception e) { System.debug(e.getTypeName() + ': ' + e.getMessage()); }`)
        .join('\\n');
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('System.UnsupportedOperationException: ')) return error.message;
      throw error;
    }
  };

  describe.each([
    ['strings', STRINGS],
    ['numbers', NUMBERS],
    ['dates', DATES],
    ['collections', COLLECTIONS],
    ['JSON', JSON_CASES],
    ['records, types and the rest', OBJECTS]
  ])('%s', (_name, cases) => {
    it.each(cases)('%s', (expression, expected) => {
      expect(printed(expression)).toBe(expected);
    });
  });

  it.each(REGEXES)('regular expression %s', (expression, expected) => {
    expect(printed(expression).split('\\n')[0]).toMatch(
      expected.startsWith('System') ? /^System.StringException: Invalid regex/ : expected
    );
  });

  it('finds matches one after the other', () => {
    expect(
      org.run(`
        Matcher m = Pattern.compile('(\\\\w)(\\\\d+)').matcher('a1 b22 c');
        while (m.find()) System.debug(m.group() + ' ' + m.group(2) + ' ' + m.start() + '-' + m.end(2) + ' ' + m.groupCount());
        System.debug(m.replaceAll('$2$1'));
        try { m.group(); } catch (StringException e) { System.debug(e.getMessage()); }`)
    ).toEqual(['a1 1 0-2 2', 'b22 22 3-6 2', '1a 22b c', 'No match found']);
  });

  it('sorts by compareTo and by comparators', () => {
    expect(
      org.run(`
        List<Version> l = new List<Version>{ new Version(2, 1), null, new Version(1, 2) };
        l.sort(); System.debug(l); l.remove(0); l.sort(new Version.ByMinor()); System.debug(l);
        List<Lead> leads = new List<Lead>{ new Lead(LastName = 'B'), new Lead(LastName = 'A') }; leads.sort(); System.debug(leads[0].LastName);`)
    ).toEqual(['(null, 1.2, 2.1)', '(2.1, 1.2)', 'A']);
  });

  it('writes and reads JSON piece by piece', () => {
    expect(
      org.run(`
        JSONGenerator g = JSON.createGenerator(false);
        g.writeStartObject(); g.writeStringField('a', 'x'); g.writeFieldName('b'); g.writeStartArray(); g.writeNumber(1); g.writeNumber(2.50); g.writeEndArray(); g.writeEndObject();
        System.debug(g.getAsString());
        JSONParser p = JSON.createParser(g.getAsString());
        while (p.nextToken() != null) if (p.getCurrentToken() == JSONToken.FIELD_NAME && p.getText() == 'b') { p.nextToken(); System.debug(p.readValueAs(List<Decimal>.class)); }`)
    ).toEqual(['{"a":"x","b":[1,2.50]}', '(1, 2.50)']);
  });

  it('refuses what it does not know when code is compiled', () => {
    const problem = (source: string): string | null => org.rehearse((tx) => org.engine.executeAnonymous(tx, source)).compileProblem;
    expect(problem("'a'.soundex();")).toContain('soundex');
    expect(problem('Site.getBaseUrl();')).toContain('Site');
    expect(problem('Math.cube(1.0);')).toContain('cube');
  });

  it('sends notifications and emails to the outbox once the transaction commits', () => {
    org.db.run("INSERT INTO CustomNotificationType (Id, DeveloperName, MasterLabel) VALUES ('0ML000000000001AAA', 'Breach', 'Breach')");
    const send = `
      Messaging.CustomNotification n = new Messaging.CustomNotification();
      n.setTitle('T'); n.setBody('B'); n.setNotificationTypeId('0ML000000000001AAA'); n.setTargetId(UserInfo.getUserId()); n.send(new Set<String>{ UserInfo.getUserId() });
      Messaging.SingleEmailMessage m = new Messaging.SingleEmailMessage();
      m.setToAddresses(new List<String>{ 'a@example.com' }); m.setSubject('S'); m.setPlainTextBody('P');
      Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{ m });`;
    org.run(send);
    expect(org.outbox.notifications).toMatchObject([{ title: 'T', body: 'B', recipientIds: ['005000000000001AAA'] }]);
    expect(org.outbox.emails).toMatchObject([{ to: ['a@example.com'], subject: 'S', plainTextBody: 'P' }]);
    expect(() => org.run(`${send} Integer i = 1 / 0;`)).toThrow('Divide by 0');
    const sized = (title: number, body: number): string[] =>
      org.run(`Messaging.CustomNotification n = new Messaging.CustomNotification();
        n.setTitle('T'.repeat(${title})); n.setBody('B'.repeat(${body})); n.setNotificationTypeId('0ML000000000001AAA'); n.setTargetId(UserInfo.getUserId());
        try { n.send(new Set<String>{ UserInfo.getUserId() }); } catch (HandledException e) { System.debug(e.getMessage()); }`);
    expect([sized(250, 750), sized(251, 1), sized(1, 751)]).toEqual([
      [''],
      ['The title must not exceed 250 characters.'],
      ['The body must not exceed 750 characters.']
    ]);
    expect(() => org.run('new Messaging.CustomNotification().send(new Set<String>{ UserInfo.getUserId() });')).toThrow(
      'Missing required input parameter: title'
    );
    expect(org.outbox.emails).toHaveLength(1);
  });
});
