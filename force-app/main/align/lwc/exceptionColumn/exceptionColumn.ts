import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { absoluteTime, fillLabel } from 'c/lockstepUtils';
import { calendarDuration, workingDuration } from 'c/handOffWorkingTime';
import count from '@salesforce/label/c.Lockstep_Exception_Column_Count';
import held from '@salesforce/label/c.Lockstep_Exception_Held_By';
import more from '@salesforce/label/c.Lockstep_Exception_Column_More';
import nothing from '@salesforce/label/c.Lockstep_Exception_Column_Nothing';
import onTheWall from '@salesforce/label/c.Lockstep_Exception_Raw_Time';
import since from '@salesforce/label/c.Lockstep_Exception_Since';
import workingHours from '@salesforce/label/c.Lockstep_Exception_Business_Time';

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

/** One side of the exception board. */
export default class ExceptionColumn extends NavigationMixin(LightningElement) {
  /** Name of the side. */
  @api side = '';
  @api lines: readonly Apex.ExceptionBoardLine[] = [];
  /** Whether there are more of a kind than are shown. */
  @api more = false;
  @api shownOfAKind = 0;

  labels = { nothing };

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
      detail: line.detail,
      who: line.who ? fillLabel(held, line.who) : null,
      icon: ICONS[line.kind ?? ''] ?? DEFAULT_ICON,
      business: typeof line.businessMinutes === 'number' ? fillLabel(workingHours, workingDuration(line.businessMinutes)) : null,
      raw: typeof line.rawMinutes === 'number' ? fillLabel(onTheWall, calendarDuration(line.rawMinutes)) : null,
      sinceTitle: line.since ? fillLabel(since, absoluteTime(line.since)) : ''
    }));
  }

  handleOpen(event: MouseEvent): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { id: recordId, object: objectApiName } = event.currentTarget.dataset;
    this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } });
  }
}
