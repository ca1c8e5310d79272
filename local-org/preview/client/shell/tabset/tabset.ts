import { api, LightningElement } from 'lwc';
import type { ObjectModel, PageTab } from '../../../page-types';

/** `flexipage:tabset`: the contents of a tab are made when it is first shown. */
export default class Tabset extends LightningElement {
  @api tabs: readonly PageTab[] = [];
  @api recordId: string | undefined;
  @api object: ObjectModel | undefined;

  get active(): string {
    return (this.tabs.find(({ active }) => active) ?? this.tabs[0])?.key ?? '';
  }
}
