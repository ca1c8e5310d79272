import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { readMapping } from '../importing/mapping';
import { readExample } from '../starting/data';
import { readHistory, type History } from './history';
import { timeline } from './timeline';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-replay-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const LEADS = 'mql_id,first_contact_date,landing_page_id,origin';
const DEALS = 'mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,declared_monthly_revenue';

function write(name: string, header: string, rows: readonly string[]): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
  return file;
}

function read(leads: readonly string[], deals: readonly string[]): History {
  const { history } = readExample('olist');
  if (!history) throw new Error('The example has a history');
  return readHistory(
    readMapping('examples/olist/mapping.json'),
    history,
    write('leads.csv', LEADS, leads),
    write('deals.csv', DEALS, deals)
  );
}

describe('a history', () => {
  it('has the people and deals of both files, with their moments', () => {
    const { leads, deals, exceptions } = read(['a,2018-01-05,p1,social'], ['a,s,d,r,2018-02-01 10:00:00,pet,online,1500.0']);
    expect(leads).toMatchObject([{ key: 'a', contactedAt: Date.parse('2018-01-05T00:00:00Z'), record: { LeadSource: 'social' } }]);
    expect(deals).toMatchObject([{ key: 'a', wonAt: Date.parse('2018-02-01T10:00:00Z'), revenue: 1500 }]);
    expect(exceptions).toEqual([]);
  });

  it('names everything that does not fit', () => {
    const { leads, deals, exceptions } = read(
      [
        'a,2018-01-05,p1,social',
        'b,2018-13-05,p1,social',
        ',2018-01-05,p1,social',
        'a,2018-01-06,p1,email',
        'c,,p1,email',
        'd,2018-01-01,p,q,r'
      ],
      ['a,s,d,r,2018-01-04 10:00:00,pet,online,0.0', 'x,s,d,r,2018-01-09 10:00:00,pet,online,7', 'a,s,d,r,2018-01-07 10:00:00,pet,online,7']
    );
    expect([leads.map((lead) => lead.key), deals.map((deal) => deal.key)]).toEqual([['a'], ['a']]);
    expect(exceptions.map(({ kind, name }) => `${kind}: ${name}`).sort()).toEqual([
      'deal without a lead: x',
      'no revenue: a',
      'unreadable row: c',
      'unreadable row: line 3',
      'unreadable row: line 4',
      'unreadable row: line 4',
      'unreadable row: line 5',
      'unreadable row: line 7',
      'won before first contact: a'
    ]);
    expect(exceptions.find((exception) => exception.kind === 'won before first contact')?.detail).toBe(
      'won on 2018-01-04, first contact on 2018-01-05: converted right after the hand-off'
    );
  });

  it('is refused if the files are mixed up', () => {
    expect(() =>
      readHistory(
        readMapping('examples/olist/mapping.json'),
        { contactedOn: 'First_Contact_On__c', wonAt: 'Won_At__c', revenue: 'Declared_Revenue__c' },
        write('deals.csv', DEALS, []),
        write('leads.csv', LEADS, [])
      )
    ).toThrow(/holds closed deals, not the leads. Check --mqls and --deals/);
  });
});

describe('a timeline', () => {
  const moment = fc.integer({ min: 0, max: 50 });

  it('loses nobody, goes forward only, and never wins a deal before its lead is there', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, fc.option(moment))), (people) => {
        const leads = people.map(([contactedAt], index) => ({ key: `p${index}`, record: {}, contactedAt }));
        const deals = people.flatMap(([, wonAt], index) =>
          wonAt === null ? [] : [{ key: `p${index}`, record: {}, wonAt, revenue: null }]
        );
        const moments = timeline({ leads, deals });
        expect(moments.flatMap((each) => each.leads)).toHaveLength(leads.length);
        expect(moments.flatMap((each) => each.deals)).toHaveLength(deals.length);
        const arrived = new Set<string>();
        let before = -1;
        for (const { at, leads: arriving, deals: closing } of moments) {
          expect(at).toBeGreaterThan(before);
          before = at;
          for (const lead of arriving) arrived.add(lead.key);
          for (const deal of closing) expect(arrived).toContain(deal.key);
        }
      })
    );
  });
});
