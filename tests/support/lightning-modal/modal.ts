import { LightningElement, api } from 'lwc';

/** Is in for `lightning/modal`, which sfdx-lwc-jest has no stub of: a dialog without a frame, whose `close` the tests watch. */
export default class LightningModal extends LightningElement {
  @api size = 'medium';
  @api label = '';
  @api description = '';
  @api disableClose = false;
  /** What the dialog was closed with. */
  @api closedWith: unknown[] = [];

  @api
  close(result: unknown): Promise<void> {
    // As on the platform: what saves has to allow closing first.
    if (this.disableClose) return Promise.resolve();
    this.closedWith = [...this.closedWith, result];
    return Promise.resolve();
  }

  static open(): Promise<unknown> {
    return Promise.resolve(undefined);
  }
}
