import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import pauseClocks from '@salesforce/apex/HandOffManagementController.pauseClocks';
import reroute from '@salesforce/apex/HandOffManagementController.reroute';
import { fillLabel } from 'c/utils';
import actionPause from '@salesforce/label/c.Loop_Action_Pause';
import actionReroute from '@salesforce/label/c.Loop_Action_Reroute';
import cancel from '@salesforce/label/c.Decide_Cancel';
import failed from '@salesforce/label/c.Manage_Failed';
import pauseBecause from '@salesforce/label/c.Manage_Pause_Because';
import pauseIntro from '@salesforce/label/c.Manage_Pause_Intro';
import pauseTitle from '@salesforce/label/c.Manage_Pause_Title';
import rerouteBecause from '@salesforce/label/c.Manage_Reroute_Because';
import rerouteIntro from '@salesforce/label/c.Manage_Reroute_Intro';
import rerouteTitle from '@salesforce/label/c.Manage_Reroute_Title';

/** What managers do with a hand-off for a reason that they give. */
export type ReasonedAction = 'Reroute' | 'Pause';

interface Words {
  readonly title: string;
  readonly intro: string;
  readonly because: string;
  readonly submit: string;
}

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly handOffId: string | null;
  readonly personName: string | null;
  readonly action: ReasonedAction;
}

interface InputElement extends HTMLElement {
  reportValidity(): boolean;
}

const WORDS: Readonly<Record<ReasonedAction, Words>> = {
  Reroute: { title: rerouteTitle, intro: rerouteIntro, because: rerouteBecause, submit: actionReroute },
  Pause: { title: pauseTitle, intro: pauseIntro, because: pauseBecause, submit: actionPause }
};

/** Offers a hand-off to somebody else or pauses its clocks, with a reason. Closes with what there is to say about it once it is done. */
export default class ManageDialog extends LightningModal {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<string | undefined>;

  @api handOffId?: string;
  @api personName = '';
  @api action: ReasonedAction = 'Reroute';

  labels = { cancel, failed };
  reason = '';
  isBusy = false;
  problem: unknown = null;

  get words(): Words {
    return WORDS[this.action];
  }

  get title(): string {
    return fillLabel(this.words.title, this.personName);
  }

  handleReason(event: CustomEvent<{ readonly value: string }>): void {
    this.reason = event.detail.value;
  }

  handleCancel(): void {
    void this.close(undefined);
  }

  async handleSubmit(): Promise<void> {
    const { handOffId, reason } = this;
    const input = this.template?.querySelector<InputElement>('[data-id="reason"]');
    if (!handOffId || this.isBusy || !input?.reportValidity()) return;
    this.isBusy = true;
    this.problem = null;
    try {
      const { done, message } = await (this.action === 'Pause' ? pauseClocks : reroute)({ handOffId, reason });
      if (done) void this.close(message ?? '');
      else this.problem = message;
    } catch (error) {
      this.problem = error;
    } finally {
      this.isBusy = false;
    }
  }
}
