import { api, LightningElement } from 'lwc';

/** Shown in place of a component that the preview cannot show; names it and the reason. */
export default class Placeholder extends LightningElement {
  @api heading = '';
  @api message = '';
  /** `missing` or `broken` */
  @api kind = 'missing';

  get icon(): string {
    return this.kind === 'broken' ? 'utility:error' : 'utility:info';
  }

  get iconVariant(): string {
    return this.kind === 'broken' ? 'error' : '';
  }

  get iconText(): string {
    return this.kind === 'broken' ? 'Error' : 'Not supported';
  }
}
