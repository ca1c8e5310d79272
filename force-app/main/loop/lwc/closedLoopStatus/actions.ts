import type { ReasonedAction } from 'c/handOffReasonDialog';
import type { DialogAction } from 'c/verdictDialog';
import { fillLabel } from 'c/lockstepUtils';
import accept from '@salesforce/label/c.Lockstep_Loop_Action_Accept';
import convert from '@salesforce/label/c.Lockstep_Loop_Action_Convert';
import doneConvert from '@salesforce/label/c.Lockstep_Decide_Done_Convert';
import doneDisqualify from '@salesforce/label/c.Lockstep_Decide_Done_Disqualify';
import donePause from '@salesforce/label/c.Lockstep_Manage_Done_Pause';
import doneRecycle from '@salesforce/label/c.Lockstep_Decide_Done_Recycle';
import doneReject from '@salesforce/label/c.Lockstep_Decide_Done_Reject';
import doneReroute from '@salesforce/label/c.Lockstep_Manage_Done_Reroute';
import doneResume from '@salesforce/label/c.Lockstep_Manage_Done_Resume';
import doneWithdraw from '@salesforce/label/c.Lockstep_Decide_Done_Withdraw';
import disqualify from '@salesforce/label/c.Lockstep_Loop_Action_Disqualify';
import line from '@salesforce/label/c.Lockstep_Loop_Why_Not_Line';
import logCall from '@salesforce/label/c.Lockstep_Loop_Action_Log_Call';
import pause from '@salesforce/label/c.Lockstep_Loop_Action_Pause';
import recycle from '@salesforce/label/c.Lockstep_Loop_Action_Recycle';
import reject from '@salesforce/label/c.Lockstep_Loop_Action_Reject';
import reroute from '@salesforce/label/c.Lockstep_Loop_Action_Reroute';
import resume from '@salesforce/label/c.Lockstep_Loop_Action_Resume';
import withdraw from '@salesforce/label/c.Lockstep_Loop_Action_Withdraw';

/** What a button or menu item of the card does. */
export type ActionName = 'Accept' | 'LogCall' | 'Resume' | DialogAction | ReasonedAction;

/** A button or menu item. */
export interface Action {
  readonly name: ActionName;
  readonly label: string;
  readonly variant: 'brand' | 'neutral';
}

const LABELS: Readonly<Record<ActionName, string>> = {
  Accept: accept,
  LogCall: logCall,
  Reject: reject,
  Disqualify: disqualify,
  Recycle: recycle,
  Convert: convert,
  Withdraw: withdraw,
  Reroute: reroute,
  Pause: pause,
  Resume: resume
};
const DONE: Readonly<Record<Exclude<ActionName, 'Accept' | 'LogCall'>, string>> = {
  Reject: doneReject,
  Disqualify: doneDisqualify,
  Recycle: doneRecycle,
  Convert: doneConvert,
  Withdraw: doneWithdraw,
  Reroute: doneReroute,
  Pause: donePause,
  Resume: doneResume
};
/** What comes next, first: before acceptance to accept or reject, then to talk to the person and decide. */
const WHILE_OFFERED: readonly ActionName[] = ['Accept', 'Reject', 'LogCall', 'Convert', 'Recycle', 'Disqualify', 'Withdraw'];
const WHILE_WORKED: readonly ActionName[] = ['LogCall', 'Convert', 'Recycle', 'Disqualify', 'Reject', 'Withdraw'];

/** What managers of hand-offs may do beside deciding. */
const MANAGING = ['Reroute', 'Pause', 'Resume'] as const;

/** Whether the action is decided in the dialog of verdicts. */
export function isDialogAction(name: string): name is DialogAction {
  return Object.hasOwn(DONE, name) && !MANAGING.some((managing) => managing === name);
}

/** Whether the action asks a manager for a reason. */
export function isReasonedAction(name: string): name is ReasonedAction {
  return name === 'Reroute' || name === 'Pause';
}

/** What the reader may do with the hand-off now, the next step first. */
export function availableActions(handOff: Apex.HandOffStatusView): readonly Action[] {
  if (!handOff.open) return [];
  const allowed = new Set(handOff.options.filter((option) => option.allowed).map((option) => option.action));
  const decides = allowed.has('Accept') || allowed.has('Convert') || allowed.has('Recycle');
  const order = handOff.status === 'Offered' ? WHILE_OFFERED : WHILE_WORKED;
  const deciding = order.filter((name) => (name === 'LogCall' ? handOff.mine || decides : allowed.has(name)));
  return [...deciding, ...MANAGING.filter((name) => handOff.managing.includes(name))].map((name, index) => ({
    name,
    label: LABELS[name],
    variant: index === 0 && (name === 'Accept' || name === 'LogCall') ? 'brand' : 'neutral'
  }));
}

/** Why the rest is not possible, one line for each reason. */
export function refusals(handOff: Apex.HandOffStatusView): readonly { readonly key: string; readonly text: string }[] {
  const actionsByReason = new Map<string, string[]>();
  for (const { action, allowed, why } of handOff.options) {
    if (allowed || !why || !isActionName(action)) continue;
    actionsByReason.set(why, [...(actionsByReason.get(why) ?? []), LABELS[action]]);
  }
  return [...actionsByReason].map(([why, actions]) => ({ key: why, text: fillLabel(line, actions.join(', '), why) }));
}

function isActionName(name: string | null): name is ActionName {
  return name !== null && Object.hasOwn(LABELS, name);
}

/** What an action has done, for a toast. */
export function doneText(action: keyof typeof DONE, personName: string | null): string {
  return fillLabel(DONE[action], personName ?? '');
}
