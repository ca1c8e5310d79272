import type { HistoricDeal, HistoricLead, History } from './history';

/** Everything that happens at one moment. Leads come before deals: a deal needs its lead. */
export interface Moment {
  readonly at: number;
  readonly leads: readonly HistoricLead[];
  readonly deals: readonly HistoricDeal[];
}

/** The history in the order in which it happened. A deal that was won before its first contact happens at the first contact. */
export function timeline(history: Pick<History, 'leads' | 'deals'>): Moment[] {
  const contactedAt = new Map(history.leads.map((lead) => [lead.key, lead.contactedAt]));
  const moments = new Map<number, { leads: HistoricLead[]; deals: HistoricDeal[] }>();
  const momentAt = (at: number): { leads: HistoricLead[]; deals: HistoricDeal[] } => {
    const known = moments.get(at);
    if (known) return known;
    const made = { leads: [], deals: [] };
    moments.set(at, made);
    return made;
  };
  for (const lead of history.leads) momentAt(lead.contactedAt).leads.push(lead);
  for (const deal of history.deals) momentAt(Math.max(deal.wonAt, contactedAt.get(deal.key) ?? deal.wonAt)).deals.push(deal);
  return [...moments].sort(([a], [b]) => a - b).map(([at, moment]) => ({ at, ...moment }));
}
