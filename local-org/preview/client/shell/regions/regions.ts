import { api, LightningElement } from 'lwc';
import type { ObjectModel, PageComponent, PageRegion } from '../../../page-types';

interface Column {
  readonly name: string;
  readonly class: string;
  readonly components: readonly PageComponent[];
}

const FULL_WIDTH = /^(header|subheader|top|footer|detail)$/i;
const NARROW = /(sidebar|right)/i;

/** The regions of a page beside one another; on a phone one below the other. */
export default class Regions extends LightningElement {
  @api regions: readonly PageRegion[] = [];
  @api recordId: string | undefined;
  @api object: ObjectModel | undefined;

  get layoutClass(): string {
    const sides = this.regions.filter(({ name }) => NARROW.test(name)).length;
    return `preview-regions preview-regions_${this.regions.length > 1 && sides > 0 ? 'sides' : 'plain'}`;
  }

  get columns(): readonly Column[] {
    return this.regions
      .filter(({ components }) => components.length > 0)
      .map(({ name, components }) => ({ name, components, class: `preview-region ${this.widthOf(name)}` }));
  }

  private widthOf(name: string): string {
    if (FULL_WIDTH.test(name) || this.regions.length === 1) return 'preview-region_full';
    return NARROW.test(name) ? 'preview-region_side' : 'preview-region_main';
  }
}
