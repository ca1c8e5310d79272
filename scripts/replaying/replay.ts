import type { Connection } from 'jsforce';
import { CollectionWriter, type Refusal } from './collection-writer';
import type { HistoricDeal, HistoricLead, History } from './history';
import { timeline, type Moment } from './timeline';

/** The most leads of one call to convertLead. */
const LEADS_PER_CONVERSION = 100;
const HOUR = 3_600_000;
/** Milliseconds by which the reading of a running clock may be old. */
const CLOCK_TOLERANCE = 1_000;

interface ClockReading {
  readonly now: string;
}

/** How much of the history came into the org, and what it refused, by name. */
export interface ReplayOutcome {
  readonly leads: number;
  readonly handOffs: number;
  readonly converted: number;
  readonly won: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Plays a history into an org as it happened: the org's clock moves from moment to moment, people arrive as leads and are handed
 * off, deals are converted and won. Everything goes through the same API as any other client's work.
 */
export class Replay {
  private readonly writer: CollectionWriter;
  private readonly leadIds = new Map<string, string>();
  private handOffs = 0;
  private converted = 0;
  private won = 0;
  /** By how much the org's clock is ahead of this machine's. */
  private clockOffset = 0;

  /**
   * @param handOffReason what counts as Marketing's qualification in this history
   * @param ownerId user who gets what becomes of converted leads: theirs may wait in a queue, which cannot own it
   */
  constructor(
    private readonly connection: Connection,
    private readonly history: History,
    private readonly handOffReason: string,
    private readonly ownerId: string
  ) {
    this.writer = new CollectionWriter(connection);
  }

  /**
   * @param onProgress told how many of how many moments are done
   * @throws Error if the org's clock is after the first moment
   */
  async run(onProgress: (done: number, of: number) => void): Promise<ReplayOutcome> {
    const moments = timeline(this.history);
    const [first] = moments;
    if (!first) throw new Error('The files hold nothing to replay.');
    await this.requireClockBefore(first.at);
    for (const [index, moment] of moments.entries()) {
      await this.play(moment);
      onProgress(index + 1, moments.length);
    }
    await this.moveClockTo(this.clock() + HOUR);
    const { handOffs, converted, won } = this;
    return { leads: this.leadIds.size, handOffs, converted, won, refusals: this.writer.refusals };
  }

  private async requireClockBefore(at: number): Promise<void> {
    this.readClock(await this.connection.request<ClockReading>(this.clockUrl()));
    if (this.clock() <= at) return;
    const day = new Date(at).toISOString().slice(0, 10);
    throw new Error(
      `The org's clock is at ${new Date(this.clock()).toISOString().slice(0, 10)}, and clocks do not go back; the history begins ` +
        `on ${day}. Start an org of that time (npm start -- --example NAME --fresh --clock ${dayBefore(at)}), or leave --instance-url ` +
        `away: then an org in memory is used.`
    );
  }

  private async play(moment: Moment): Promise<void> {
    await this.moveClockTo(moment.at);
    await this.handOff(moment.leads);
    await this.win(moment.deals.filter((deal) => this.leadIds.has(deal.key)));
  }

  private async handOff(leads: readonly HistoricLead[]): Promise<void> {
    const created = await this.writer.create(
      'Lead',
      'lead',
      leads.map(({ key, record }) => ({ name: key, record }))
    );
    for (const [key, id] of created) this.leadIds.set(key, id);
    const handOffs = [...created].map(([name, id]) => ({
      name,
      record: { Lead__c: id, Source__c: 'Manual', Manual_Reason__c: this.handOffReason }
    }));
    this.handOffs += (await this.writer.create('Hand_Off__c', 'hand-off', handOffs)).size;
  }

  /** Notes on the lead what is known of the deal, converts it, and wins the opportunity. */
  private async win(deals: readonly HistoricDeal[]): Promise<void> {
    const noted = await this.writer.update(
      'Lead',
      'deal',
      deals.map(({ key, record }) => ({ name: key, record: { ...record, Id: this.leadIds.get(key) ?? null } }))
    );
    const opportunityIds = await this.convert(noted);
    this.converted += opportunityIds.size;
    const closings = deals.flatMap(({ key, wonAt, revenue }) => {
      const id = opportunityIds.get(key);
      const CloseDate = new Date(wonAt).toISOString().slice(0, 10);
      return id ? [{ name: key, record: { Id: id, StageName: 'Closed Won', CloseDate, Amount: revenue } }] : [];
    });
    this.won += (await this.writer.update('Opportunity', 'win', closings)).size;
  }

  /** @returns the opportunities, by the deals' names */
  private async convert(leadIds: ReadonlyMap<string, string>): Promise<Map<string, string>> {
    const opportunityIds = new Map<string, string>();
    const leads = [...leadIds];
    for (let start = 0; start < leads.length; start += LEADS_PER_CONVERSION) {
      const page = leads.slice(start, start + LEADS_PER_CONVERSION);
      const results = await this.connection.soap.convertLead(
        page.map(([, leadId]) => ({
          leadId,
          convertedStatus: 'Closed - Converted',
          ownerId: this.ownerId,
          doNotCreateOpportunity: false,
          overwriteLeadSource: false,
          sendNotificationEmail: false
        }))
      );
      for (const [index, [name]] of page.entries()) {
        const result = results[index];
        if (result?.success && result.opportunityId) opportunityIds.set(name, result.opportunityId);
        else this.writer.refuse(name, 'conversion', result?.errors.map((error) => error.message).join('; ') ?? 'the org gave no answer');
      }
    }
    return opportunityIds;
  }

  /** A clock that runs may have passed the moment while the one before was played: then it stays where it is. */
  private async moveClockTo(at: number): Promise<void> {
    if (at < this.clock() + CLOCK_TOLERANCE) return;
    this.readClock(
      await this.connection.request<ClockReading>({
        method: 'POST',
        url: this.clockUrl(),
        body: JSON.stringify({ to: new Date(at).toISOString() }),
        headers: { 'content-type': 'application/json' }
      })
    );
  }

  private readClock({ now }: ClockReading): void {
    this.clockOffset = Date.parse(now) - Date.now();
  }

  /** Where the org's clock is, if it runs. */
  private clock(): number {
    return Date.now() + this.clockOffset;
  }

  private clockUrl(): string {
    return `${this.connection.instanceUrl}/_org/clock`;
  }
}

function dayBefore(at: number): string {
  return new Date(at - 24 * HOUR).toISOString().slice(0, 10);
}
