import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import remind from '@salesforce/apex/ExceptionBoardController.remind';
import HandOffReasonDialog from 'c/handOffReasonDialog';
import { absoluteTime, fillLabel, reduceErrors } from 'c/lockstepUtils';
import { calendarDuration, workingDuration } from 'c/handOffWorkingTime';
import actionFillIn from '@salesforce/label/c.Lockstep_Exception_Action_Fill_In';
import actionFor from '@salesforce/label/c.Lockstep_Exception_Action_For';
import actionRemind from '@salesforce/label/c.Lockstep_Exception_Action_Remind';
import actionReroute from '@salesforce/label/c.Lockstep_Loop_Action_Reroute';
import count from '@salesforce/label/c.Lockstep_Exception_Column_Count';
import failed from '@salesforce/label/c.Lockstep_Exception_Action_Failed';
import held from '@salesforce/label/c.Lockstep_Exception_Held_By';
import more from '@salesforce/label/c.Lockstep_Exception_Column_More';
import nothing from '@salesforce/label/c.Lockstep_Exception_Column_Nothing';
import onTheWall from '@salesforce/label/c.Lockstep_Exception_Raw_Time';
import since from '@salesforce/label/c.Lockstep_Exception_Since';
import workingHours from '@salesforce/label/c.Lockstep_Working_Time';

const DEFAULT_ICON = 'utility:warning';
const ICONS: Readonly<Record<string, string>> = {
  Clock: 'utility:clock',
  Fallback: 'utility:people',
  Notice: 'utility:notification',
  Pace: 'utility:trending',
  Incomplete: 'utility:edit_form',
  'No Agreement': 'utility:contract',
  'Wake-Up': 'utility:date_time'
};

const ACTIONS: Readonly<Record<string, string>> = { FillIn: actionFillIn, Reroute: actionReroute, Remind: actionRemind };

/** One side of the exception board. Fires `changed` after something was done about a line. */
export default class ExceptionColumn extends NavigationMixin(LightningElement) {
  /** Name of the side. */
  @api side = '';
  @api lines: readonly Apex.ExceptionBoardLine[] = [];
  /** Whether there are more of a kind than are shown. */
  @api more = false;
  @api shownOfAKind = 0;

  labels = { nothing };
  busy = false;
  /** Keys of the lines whose people were reminded while the page is open. */
  reminded: readonly string[] = [];

  get heading(): string {
    return fillLabel(count, this.side, this.lines.length);
  }

  get hasLines(): boolean {
    return this.lines.length > 0;
  }

  get moreText(): string | null {
    return this.more ? fillLabel(more, this.shownOfAKind) : null;
  }

  get shown() {
    return this.lines.map((line) => ({
      key: line.key,
      subject: [line.subject, line.company].filter((part) => part).join(' · '),
      recordId: line.recordId,
      objectApiName: line.objectApiName,
      url: `/lightning/r/${line.objectApiName ?? ''}/${line.recordId ?? ''}/view`,
      promise: line.promise,
      actions: (line.actions ?? []).flatMap((name) => {
        const label = ACTIONS[name];
        return label === undefined ? [] : [this.button(line, name, label)];
      }),
      detail: line.detail,
      who: line.who ? fillLabel(held, line.who) : null,
      icon: ICONS[line.kind ?? ''] ?? DEFAULT_ICON,
      business: typeof line.businessMinutes === 'number' ? fillLabel(workingHours, workingDuration(line.businessMinutes)) : null,
      raw: typeof line.rawMinutes === 'number' ? fillLabel(onTheWall, calendarDuration(line.rawMinutes)) : null,
      sinceTitle: line.since ? fillLabel(since, absoluteTime(line.since)) : ''
    }));
  }

  handleAction(event: Event): void {
    if (!(event.currentTarget instanceof HTMLElement) || this.busy) return;
    const { key, action } = event.currentTarget.dataset;
    const line = this.lines.find((candidate) => candidate.key === key);
    if (line && action) void this.act(line, action);
  }

  private async act(line: Apex.ExceptionBoardLine, action: string): Promise<void> {
    if (action === 'FillIn') {
      const recordId = line.personId ?? undefined;
      this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, actionName: 'edit' } });
      return;
    }
    this.busy = true;
    try {
      const message = await (action === 'Reroute' ? this.reroute(line) : this.remind(line));
      if (message === undefined) return;
      this.dispatchEvent(new ShowToastEvent({ title: message, variant: 'success' }));
      this.dispatchEvent(new CustomEvent('changed'));
    } catch (error) {
      this.dispatchEvent(new ShowToastEvent({ title: [failed, ...reduceErrors(error)].join(' '), variant: 'error' }));
    } finally {
      this.busy = false;
    }
  }

  /** @returns what happened; undefined where the reader cancelled */
  private reroute({ recordId, subject }: Apex.ExceptionBoardLine): Promise<string | undefined> {
    return HandOffReasonDialog.open({ label: actionReroute, size: 'small', action: 'Reroute', recordId, personName: subject });
  }

  private async remind({ key }: Apex.ExceptionBoardLine): Promise<string> {
    const message = await remind({ key });
    if (key) this.reminded = [...this.reminded, key];
    return message;
  }

  private button(line: Apex.ExceptionBoardLine, name: string, label: string) {
    return {
      name,
      label,
      title: fillLabel(actionFor, label, line.subject ?? ''),
      disabled: name === 'Remind' && this.reminded.includes(line.key ?? '')
    };
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { id: recordId, object: objectApiName } = event.currentTarget.dataset;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } });
  }
}
