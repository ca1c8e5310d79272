import { api, LightningElement, wire } from 'lwc';
import type { ObjectModel, PageComponent as Component, RelatedListModel } from '../../../page-types';
import { errorMessage } from 'preview/http';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import type { WireValue } from 'preview/wire';
import { loadComponent } from 'shell/components';
import { isVisible, ruleFields } from 'shell/visibility';

const ROWS = 6;

/** One component of a page: the project's own, a standard one, or a placeholder that names what is not there. */
export default class PageComponent extends LightningElement {
  @api recordId: string | undefined;
  @api object: ObjectModel | undefined;

  componentClass: unknown;
  problem = '';
  record: RecordData | undefined;
  answered = false;
  private description: Component | undefined;

  @api
  get component(): Component | undefined {
    return this.description;
  }

  set component(value: Component | undefined) {
    this.description = value;
    this.problem = '';
    if (value && this.isProject) void this.load(value.name.slice('c:'.length));
  }

  get ruleFields(): string[] | undefined {
    const rule = this.description?.visibility;
    const fields = rule && this.object ? ruleFields(rule).map((field) => `${this.object?.apiName ?? ''}.${field}`) : [];
    return fields.length > 0 ? fields : undefined;
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: '$ruleFields' })
  handleRecord({ data, error }: WireValue<RecordData>): void {
    this.record = data;
    this.answered = data !== undefined || error !== undefined;
  }

  override errorCallback(error: Error): void {
    this.problem = errorMessage(error);
  }

  get invisible(): boolean {
    const rule = this.description?.visibility;
    if (!rule) return this.description === undefined;
    if (this.ruleFields !== undefined && !this.answered) return true;
    try {
      return !isVisible(rule, this.object?.apiName ?? '', this.record);
    } catch (error) {
      // Said in place of the component by `problem`, which is set after this render.
      void Promise.resolve().then(() => {
        this.problem = errorMessage(error);
      });
      return false;
    }
  }

  get properties(): Readonly<Record<string, unknown>> {
    return {
      ...this.description?.properties,
      ...(this.recordId === undefined ? {} : { recordId: this.recordId, objectApiName: this.object?.apiName })
    };
  }

  get isProject(): boolean {
    return this.description?.name.startsWith('c:') ?? false;
  }

  get isHighlights(): boolean {
    return this.is('force:highlightsPanel', 'record_flexipage:dynamicHighlights') && this.onRecord;
  }

  get isDetails(): boolean {
    return this.is('force:detailPanel', 'force:recordDetail') && this.onRecord;
  }

  get isRelatedLists(): boolean {
    return this.is('force:relatedListContainer') && this.onRecord;
  }

  get relatedList(): RelatedListModel | undefined {
    if (!this.is('force:relatedListSingleContainer', 'lst:dynamicRelatedList')) return undefined;
    const wanted = String(this.description?.properties['relatedListApiName'] ?? '');
    return this.object?.relatedLists.find(({ relatedListId }) => relatedListId === wanted);
  }

  get rows(): number {
    return Number(this.description?.properties['rowsToDisplay'] ?? ROWS);
  }

  get isPath(): boolean {
    return this.is('runtime_sales_pathassistant:pathAssistant') && this.object?.pathField !== undefined;
  }

  get isActivities(): boolean {
    return this.is('runtime_sales_activities:activityPanel') && this.onRecord;
  }

  get isTabset(): boolean {
    return this.is('flexipage:tabset', 'flexipage:accordion') && this.description?.tabs !== undefined;
  }

  get isRichText(): boolean {
    return this.is('flexipage:richText');
  }

  get isFilterList(): boolean {
    return this.is('flexipage:filterListCard');
  }

  get unsupported(): string {
    return this.is('force:relatedListSingleContainer', 'lst:dynamicRelatedList')
      ? `There is no related list ${String(this.description?.properties['relatedListApiName'])} on this object.`
      : 'The preview does not have this standard component. In an org it is here.';
  }

  private get onRecord(): boolean {
    return this.recordId !== undefined && this.object !== undefined;
  }

  private is(...names: readonly string[]): boolean {
    return this.description !== undefined && names.includes(this.description.name);
  }

  private async load(name: string): Promise<void> {
    try {
      const loaded = await loadComponent(name);
      if (this.description?.name === `c:${name}`) this.componentClass = loaded;
    } catch (error) {
      this.problem = errorMessage(error);
    }
  }
}
