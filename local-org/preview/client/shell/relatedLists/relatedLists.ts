import { api, LightningElement } from 'lwc';
import type { ObjectModel, RelatedListModel } from '../../../page-types';

/** `force:relatedListContainer`: every related list of the page layout. */
export default class RelatedLists extends LightningElement {
  @api recordId = '';
  @api object: ObjectModel | undefined;

  get lists(): readonly RelatedListModel[] {
    return (this.object?.relatedLists ?? []).filter(({ onLayout }) => onLayout);
  }

  get empty(): boolean {
    return this.lists.length === 0;
  }
}
