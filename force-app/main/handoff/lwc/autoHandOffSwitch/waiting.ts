import backlog from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Backlog';
import cap from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Cap';
import duplicate from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Duplicate';
import noAgreement from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_No_Agreement';
import refused from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Refused';
import soon from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Soon';
import wakeUp from '@salesforce/label/c.Lockstep_Auto_Hand_Off_Waiting_Wake_Up';
import locale from '@salesforce/i18n/locale';

/** What the values of Waiting_Because__c say to an admin. */
const REASONS: Readonly<Record<string, string>> = {
  Backlog: backlog,
  'Daily Cap': cap,
  Duplicate: duplicate,
  'No Agreement': noAgreement,
  Refused: refused,
  'Wake-Up Date': wakeUp
};

/** People who wait for the same reason. */
export interface WaitingLine {
  readonly key: string;
  readonly reason: string;
  readonly people: string;
}

/** Lines of the table of those who wait, as text. */
export function waitingLines(waiting: readonly Apex.AutoHandOffStatus_Waiting[]): readonly WaitingLine[] {
  const format = new Intl.NumberFormat(locale);
  return waiting.map(({ because, people }) => ({
    key: because ?? '',
    reason: because ? (REASONS[because] ?? because) : soon,
    people: format.format(people ?? 0)
  }));
}
