import type { Connection } from 'jsforce';
import { readSourceFile } from '../importing/source-file';

/** One line of the comparison: what the files say and what the org reports, for one origin or month. */
export interface CheckedLine {
  readonly what: string;
  readonly of: string;
  readonly files: number;
  readonly org: number;
}

/** Counts and sums by what they are of: `count/origin/social` → 12. */
type Figures = Map<string, number>;

const DAY = /^\d{4}-\d{2}-\d{2}/;
const NONE = '(none)';

/**
 * Compares the org's closed loop with the files it was replayed from. It takes its figures from the rows of the files by itself, without
 * their mapping, so that a mistake there shows here: hand-offs by origin and month of the first contact, wins and revenue by origin and month won.
 */
export async function checkClosedLoop(connection: Connection, leadsFile: string, dealsFile: string): Promise<CheckedLine[]> {
  const files = figuresOfFiles(leadsFile, dealsFile);
  const org = await figuresOfOrg(connection);
  return [...new Set([...files.keys(), ...org.keys()])].sort().map((key) => {
    const [what = '', of = ''] = key.split('\t');
    return { what, of, files: rounded(files.get(key)), org: rounded(org.get(key)) };
  });
}

const rounded = (value = 0): number => Math.round(value * 100) / 100;

function add(figures: Figures, what: string, of: string, value: number): void {
  const key = `${what}\t${of}`;
  figures.set(key, (figures.get(key) ?? 0) + value);
}

function figuresOfFiles(leadsFile: string, dealsFile: string): Figures {
  const figures: Figures = new Map();
  const origins = new Map<string, string>();
  for (const row of rowsOf(leadsFile)) {
    const id = row['mql_id']?.trim() ?? '';
    const contacted = row['first_contact_date']?.trim() ?? '';
    if (id === '' || origins.has(id) || !isDay(contacted)) continue;
    const origin = row['origin']?.trim() || NONE;
    origins.set(id, origin);
    add(figures, 'hand-offs by origin', origin, 1);
    add(figures, 'hand-offs by month', contacted.slice(0, 7), 1);
  }
  const seen = new Set<string>();
  for (const row of rowsOf(dealsFile)) {
    const id = row['mql_id']?.trim() ?? '';
    const won = row['won_date']?.trim() ?? '';
    const origin = origins.get(id);
    if (origin === undefined || seen.has(id) || !isDay(won)) continue;
    seen.add(id);
    const revenue = Number(row['declared_monthly_revenue'] ?? 0) || 0;
    add(figures, 'won by origin', origin, 1);
    add(figures, 'won by month', won.slice(0, 7), 1);
    add(figures, 'revenue by origin', origin, revenue);
    add(figures, 'revenue by month', won.slice(0, 7), revenue);
  }
  return figures;
}

function rowsOf(file: string): Readonly<Record<string, string>>[] {
  const { header, rows } = readSourceFile(file);
  return rows.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));
}

interface HandOffRow {
  readonly Lead_Source__c: string | null;
  readonly Handed_Off_At__c: string;
  readonly Outcome__c: string | null;
  readonly Won_Amount__c: number | null;
}

interface ShareRow {
  readonly Credit__c: number;
  readonly Opportunity__r: { readonly CloseDate: string; readonly Amount: number | null };
}

async function figuresOfOrg(connection: Connection): Promise<Figures> {
  const figures: Figures = new Map();
  const everything = { autoFetch: true, maxFetch: 1_000_000 };
  const handOffs = await connection.query<HandOffRow>(
    'SELECT Lead_Source__c, Handed_Off_At__c, Outcome__c, Won_Amount__c FROM Hand_Off__c',
    everything
  );
  for (const row of handOffs.records) {
    const origin = row.Lead_Source__c ?? NONE;
    add(figures, 'hand-offs by origin', origin, 1);
    add(figures, 'hand-offs by month', row.Handed_Off_At__c.slice(0, 7), 1);
    if (row.Outcome__c !== 'Won') continue;
    add(figures, 'won by origin', origin, 1);
    add(figures, 'revenue by origin', origin, row.Won_Amount__c ?? 0);
  }
  const shares = await connection.query<ShareRow>(
    'SELECT Credit__c, Opportunity__r.CloseDate, Opportunity__r.Amount FROM Hand_Off_Opportunity__c WHERE Opportunity__r.IsWon = true',
    everything
  );
  for (const { Credit__c, Opportunity__r } of shares.records) {
    const month = Opportunity__r.CloseDate.slice(0, 7);
    add(figures, 'won by month', month, Credit__c / 100);
    add(figures, 'revenue by month', month, ((Opportunity__r.Amount ?? 0) * Credit__c) / 100);
  }
  return figures;
}
