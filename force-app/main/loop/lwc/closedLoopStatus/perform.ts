import { reduceErrors } from 'c/lockstepUtils';
import HandOffLogCallDialog from 'c/handOffLogCallDialog';
import HandOffReasonDialog, { type ReasonedAction } from 'c/handOffReasonDialog';
import VerdictDialog, { type DialogAction } from 'c/verdictDialog';
import resumeClocks from '@salesforce/apex/HandOffManagementController.resumeClocks';
import decide from '@salesforce/apex/VerdictController.decide';
import { doneText, isDialogAction, isReasonedAction } from './actions';
import doneAccept from '@salesforce/label/c.Lockstep_Loop_Done_Accept';
import doneCall from '@salesforce/label/c.Lockstep_Loop_Done_Call';
import failed from '@salesforce/label/c.Lockstep_Manage_Failed';
import failedAccept from '@salesforce/label/c.Lockstep_Loop_Failed_Accept';
import label from '@salesforce/label/c.Lockstep_Loop_Title';

/** What is told after an action, and where it leads. */
export interface Done {
  readonly title: string;
  readonly message?: string;
  /** `error` if it was refused, for example because another user was first. Absent if it was done. */
  readonly variant?: 'error';
  readonly opportunityId?: string | null;
  readonly contactId?: string | null;
}

/** Does what a button or menu item of the card says. @returns null where the reader thought better of it, and nothing happened */
export async function perform(name: string, handOff: Apex.HandOffStatusView): Promise<Done | null> {
  if (name === 'Accept') return accept(handOff);
  if (name === 'LogCall') return logCall(handOff);
  if (name === 'Resume') return resume(handOff);
  if (isReasonedAction(name)) return manage(handOff, name);
  return isDialogAction(name) ? decideInDialog(handOff, name) : null;
}

async function accept({ handOffId }: Apex.HandOffStatusView): Promise<Done> {
  try {
    const { success, message } = await decide({ request: acceptance(handOffId) });
    return success ? { title: doneAccept } : { title: failedAccept, message: message ?? '', variant: 'error' };
  } catch (error) {
    return { title: failedAccept, message: reduceErrors(error).join(' '), variant: 'error' };
  }
}

/** What to send to accept: no dialog is needed for it. */
function acceptance(handOffId: string | null): Apex.VerdictRequest {
  return {
    handOffId,
    action: 'Accept',
    reason: null,
    rejectionKind: null,
    note: null,
    disputedCriterionKey: null,
    wakeUpOn: null,
    accountId: null,
    contactId: null,
    opportunityName: null,
    withoutOpportunity: false
  };
}

async function logCall({ handOffId, personName }: Apex.HandOffStatusView): Promise<Done | null> {
  const logged = await HandOffLogCallDialog.open({ size: 'small', label, handOffId, personName });
  return logged ? { title: doneCall } : null;
}

async function decideInDialog({ handOffId, personName }: Apex.HandOffStatusView, action: DialogAction): Promise<Done | null> {
  const result = await VerdictDialog.open({ size: 'small', label, handOffId, personName, action });
  return result ? { title: doneText(action, personName), opportunityId: result.opportunityId, contactId: result.contactId } : null;
}

async function manage({ handOffId, personName }: Apex.HandOffStatusView, action: ReasonedAction): Promise<Done | null> {
  const message = await HandOffReasonDialog.open({ size: 'small', label, recordId: handOffId, personName, action });
  return message === undefined ? null : { title: doneText(action, personName), message };
}

async function resume({ handOffId, personName }: Apex.HandOffStatusView): Promise<Done> {
  try {
    const { done, message } = await resumeClocks({ handOffId });
    return done ? { title: doneText('Resume', personName) } : { title: failed, message: message ?? '', variant: 'error' };
  } catch (error) {
    return { title: failed, message: reduceErrors(error).join(' '), variant: 'error' };
  }
}
