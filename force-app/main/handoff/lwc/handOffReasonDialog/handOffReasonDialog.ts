import { api } from 'lwc';
import pauseClocks from '@salesforce/apex/HandOffManagementController.pauseClocks';
import reroute from '@salesforce/apex/HandOffManagementController.reroute';
import handOff from '@salesforce/apex/ManualHandOffController.handOff';
import LockstepSavingDialog from 'c/lockstepSavingDialog';
import { fillLabel } from 'c/lockstepUtils';
import actionPause from '@salesforce/label/c.Lockstep_Loop_Action_Pause';
import actionReroute from '@salesforce/label/c.Lockstep_Loop_Action_Reroute';
import cancel from '@salesforce/label/c.Lockstep_Decide_Cancel';
import failed from '@salesforce/label/c.Lockstep_Decide_Failed';
import handOffBecause from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Reason';
import handOffConfirm from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Confirm';
import handOffNotReady from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Not_Ready';
import handOffReady from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Ready';
import handOffTitle from '@salesforce/label/c.Lockstep_Manual_Hand_Off_Title';
import pauseBecause from '@salesforce/label/c.Lockstep_Manage_Pause_Because';
import pauseIntro from '@salesforce/label/c.Lockstep_Manage_Pause_Intro';
import pauseTitle from '@salesforce/label/c.Lockstep_Manage_Pause_Title';
import rerouteBecause from '@salesforce/label/c.Lockstep_Manage_Reroute_Because';
import rerouteIntro from '@salesforce/label/c.Lockstep_Manage_Reroute_Intro';
import rerouteTitle from '@salesforce/label/c.Lockstep_Manage_Reroute_Title';

/** What managers do with a hand-off for a reason that they give. */
export type ReasonedAction = 'Reroute' | 'Pause';
/** What is done for a reason: a person may also be handed off, as the definition says or before it does. */
type Action = ReasonedAction | 'HandOff' | 'AutoHandOffEarly';

interface Words {
  readonly title: string;
  readonly intro: string;
  readonly because: string;
  readonly submit: string;
}

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly action: Action;
  /** The hand-off; for a person to be handed off, the lead or contact. */
  readonly recordId: string | null;
  readonly personName: string | null;
}

const HAND_OFF = { title: handOffTitle, because: handOffBecause, submit: handOffConfirm };
const WORDS: Readonly<Record<Action, Words>> = {
  HandOff: { ...HAND_OFF, intro: handOffReady },
  AutoHandOffEarly: { ...HAND_OFF, intro: handOffNotReady },
  Reroute: { title: rerouteTitle, intro: rerouteIntro, because: rerouteBecause, submit: actionReroute },
  Pause: { title: pauseTitle, intro: pauseIntro, because: pauseBecause, submit: actionPause }
};

/**
 * Hands a person off, offers a hand-off to somebody else or pauses its clocks, for a reason. Closes once it is done: with
 * the id of the new hand-off, or with what there is to say about it.
 */
export default class HandOffReasonDialog extends LockstepSavingDialog {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<string | undefined>;

  @api recordId?: string;
  @api personName = '';
  @api action: Action = 'Reroute';

  labels = { cancel, failed };
  reason = '';

  get words(): Words {
    return WORDS[this.action];
  }

  get title(): string {
    return fillLabel(this.words.title, this.personName);
  }

  handleReason(event: CustomEvent<{ readonly value: string }>): void {
    this.reason = event.detail.value;
  }

  async handleSubmit(): Promise<void> {
    const { recordId } = this;
    if (recordId && this.isComplete()) await this.save(() => this.act(recordId));
  }

  private async act(recordId: string): Promise<string | null> {
    const { reason } = this;
    if (this.action === 'HandOff' || this.action === 'AutoHandOffEarly') return handOff({ personId: recordId, reason });
    const { done, message } = await (this.action === 'Pause' ? pauseClocks : reroute)({ handOffId: recordId, reason });
    if (!done) throw new Error(message ?? failed);
    return message ?? '';
  }
}
