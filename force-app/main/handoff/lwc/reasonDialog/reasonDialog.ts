import { api } from 'lwc';
import pauseClocks from '@salesforce/apex/HandOffManagementController.pauseClocks';
import reroute from '@salesforce/apex/HandOffManagementController.reroute';
import handOver from '@salesforce/apex/HandOverByHandController.handOver';
import SavingDialog from 'c/savingDialog';
import { fillLabel } from 'c/utils';
import actionPause from '@salesforce/label/c.Loop_Action_Pause';
import actionReroute from '@salesforce/label/c.Loop_Action_Reroute';
import cancel from '@salesforce/label/c.Decide_Cancel';
import failed from '@salesforce/label/c.Decide_Failed';
import handOverBecause from '@salesforce/label/c.Hand_Over_By_Hand_Reason';
import handOverConfirm from '@salesforce/label/c.Hand_Over_By_Hand_Confirm';
import handOverNotReady from '@salesforce/label/c.Hand_Over_By_Hand_Not_Ready';
import handOverReady from '@salesforce/label/c.Hand_Over_By_Hand_Ready';
import handOverTitle from '@salesforce/label/c.Hand_Over_By_Hand_Title';
import pauseBecause from '@salesforce/label/c.Manage_Pause_Because';
import pauseIntro from '@salesforce/label/c.Manage_Pause_Intro';
import pauseTitle from '@salesforce/label/c.Manage_Pause_Title';
import rerouteBecause from '@salesforce/label/c.Manage_Reroute_Because';
import rerouteIntro from '@salesforce/label/c.Manage_Reroute_Intro';
import rerouteTitle from '@salesforce/label/c.Manage_Reroute_Title';

/** What managers do with a hand-off for a reason that they give. */
export type ReasonedAction = 'Reroute' | 'Pause';
/** What is done for a reason: a person may also be handed over, as the definition says or before it does. */
type Action = ReasonedAction | 'HandOver' | 'HandOverEarly';

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
  /** The hand-off; for a person to be handed over, the lead or contact. */
  readonly recordId: string | null;
  readonly personName: string | null;
}

const HAND_OVER = { title: handOverTitle, because: handOverBecause, submit: handOverConfirm };
const WORDS: Readonly<Record<Action, Words>> = {
  HandOver: { ...HAND_OVER, intro: handOverReady },
  HandOverEarly: { ...HAND_OVER, intro: handOverNotReady },
  Reroute: { title: rerouteTitle, intro: rerouteIntro, because: rerouteBecause, submit: actionReroute },
  Pause: { title: pauseTitle, intro: pauseIntro, because: pauseBecause, submit: actionPause }
};

/**
 * Hands a person over, offers a hand-off to somebody else or pauses its clocks, for a reason. Closes once it is done: with
 * the id of the new hand-off, or with what there is to say about it.
 */
export default class ReasonDialog extends SavingDialog {
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
    if (this.action === 'HandOver' || this.action === 'HandOverEarly') return handOver({ personId: recordId, reason });
    const { done, message } = await (this.action === 'Pause' ? pauseClocks : reroute)({ handOffId: recordId, reason });
    if (!done) throw new Error(message ?? failed);
    return message ?? '';
  }
}
