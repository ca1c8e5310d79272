import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import handOver from '@salesforce/apex/HandOverByHandController.handOver';
import { fillLabel } from 'c/utils';
import cancel from '@salesforce/label/c.Decide_Cancel';
import confirm from '@salesforce/label/c.Hand_Over_By_Hand_Confirm';
import failed from '@salesforce/label/c.Hand_Over_By_Hand_Failed';
import notReady from '@salesforce/label/c.Hand_Over_By_Hand_Not_Ready';
import reason from '@salesforce/label/c.Hand_Over_By_Hand_Reason';
import ready from '@salesforce/label/c.Hand_Over_By_Hand_Ready';
import title from '@salesforce/label/c.Hand_Over_By_Hand_Title';

interface Opening {
  readonly label: string;
  readonly size: 'small' | 'medium';
  readonly personId: string;
  readonly personName: string | null;
  readonly ready: boolean;
}

interface InputElement extends HTMLElement {
  reportValidity(): boolean;
}

/** Asks why a person is handed over by hand, and does it. Closes with the id of the new hand-off. */
export default class HandOverDialog extends LightningModal {
  /** Given by the platform to every modal. */
  declare static open: (opening: Opening) => Promise<string | undefined>;

  @api personId?: string;
  @api personName = '';
  @api ready = false;

  labels = { cancel, confirm, failed, reason };
  reasonText = '';
  isBusy = false;
  problem: unknown = null;

  get title(): string {
    return fillLabel(title, this.personName);
  }

  get hint(): string {
    return this.ready ? ready : notReady;
  }

  handleReason(event: CustomEvent<{ readonly value: string }>): void {
    this.reasonText = event.detail.value;
  }

  handleCancel(): void {
    void this.close(undefined);
  }

  async handleConfirm(): Promise<void> {
    const { personId } = this;
    const input = this.template?.querySelector<InputElement>('[data-id="reason"]');
    if (!personId || this.isBusy || !input?.reportValidity()) return;
    this.isBusy = true;
    this.problem = null;
    try {
      void this.close(await handOver({ personId, reason: this.reasonText }));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isBusy = false;
    }
  }
}
