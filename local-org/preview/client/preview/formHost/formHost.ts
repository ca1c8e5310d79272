import { acceptMembers, partsOf } from 'preview/formContext';
import type { FormContext, FormErrors, FormMember } from 'preview/formContext';
import { qualifiedFields } from 'preview/fieldNames';
import { get, queryString, UI_API } from 'preview/http';
import { fieldsToShow } from 'preview/shownField';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import { fetchObjectInfo, fetchPicklists } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireAdapterInstance, WireValue } from 'preview/wire';

interface FormTarget {
  readonly objectApiName: string;
  readonly recordId: string | null;
  readonly recordTypeId: string | null;
  readonly density: FormContext['density'];
}

type RecordWire = WireAdapterInstance<{ readonly recordId?: string | null; readonly optionalFields?: readonly string[] }>;

const MASTER_RECORD_TYPE = '012000000000000AAA';
const PICKLIST_TYPES = ['Picklist', 'MultiPicklist'];

/**
 * What edit and view forms have in common: the fields inside them make themselves known, then the record is read with
 * exactly those fields and follows its changes.
 */
export class FormHost {
  private readonly members: FormMember[] = [];
  private target: FormTarget | undefined;
  private wire: RecordWire | undefined;
  private context: FormContext | undefined;
  private scheduled = false;
  private round = 0;

  /** @param element the form; @param loaded told whenever the record has been read; @param failed told what went wrong instead */
  constructor(
    element: EventTarget,
    private readonly loaded: (context: FormContext) => void,
    private readonly failed: (error: unknown) => void
  ) {
    acceptMembers(element, (member) => {
      this.members.push(member);
      if (this.context) member.receive(this.context);
      this.schedule();
    });
  }

  setTarget(target: FormTarget): void {
    if (JSON.stringify(target) === JSON.stringify(this.target)) return;
    this.target = target;
    this.schedule();
  }

  close(): void {
    this.round++;
    this.wire?.disconnect();
    this.wire = undefined;
  }

  get current(): FormContext | undefined {
    return this.context;
  }

  /** Values of all fields that may be written. */
  values(): Record<string, unknown> {
    return Object.assign({}, ...this.members.map((member) => member.values()));
  }

  /** Those of `values` that differ from the record; for a new record, those that are not empty. */
  changes(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const record = this.context?.record;
    return Object.fromEntries(
      Object.entries(values).filter(([name, value]) => {
        if (!record) return value !== null && value !== undefined && value !== '';
        return (record.fields[name]?.value ?? null) !== (value ?? null);
      })
    );
  }

  showErrors(errors: FormErrors): void {
    for (const member of this.members) member.showErrors(errors);
  }

  /** Brings the first refused field into view; where no field is to blame, the message about the record. */
  focusProblem(): void {
    const fieldsFirst = [...this.members].sort((left, right) => Number(left.fieldName === '') - Number(right.fieldName === ''));
    fieldsFirst.find((member) => member.focusProblem());
  }

  isValid(): boolean {
    return this.members.map((member) => member.isValid()).every(Boolean);
  }

  reset(): void {
    for (const member of this.members) member.reset();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // Fields join one by one while the form renders; they are read together.
    void Promise.resolve().then(() => {
      this.scheduled = false;
      void this.load();
    });
  }

  private async load(): Promise<void> {
    const { target } = this;
    if (!target || target.objectApiName === '') return;
    const round = ++this.round;
    try {
      const info = await fetchObjectInfo(target.objectApiName);
      const names = [
        ...new Set(
          this.members.flatMap((member) => (member.fieldName === '' ? [] : partsOf(info, member.fieldName).concat(member.fieldName)))
        )
      ];
      const picklists = names.some((name) => PICKLIST_TYPES.includes(info.fields[name]?.dataType ?? ''))
        ? await fetchPicklists(target.objectApiName, target.recordTypeId ?? info.defaultRecordTypeId ?? MASTER_RECORD_TYPE)
        : {};
      if (round !== this.round) return;
      const base = { info, picklists, density: target.density };
      if (target.recordId === null) {
        const defaults = await this.readDefaults(target, info);
        if (round === this.round) this.give({ ...base, record: undefined, defaults });
      } else {
        this.follow(target.recordId, info, names, (record) => this.give({ ...base, record, defaults: {} }));
      }
    } catch (error) {
      if (round === this.round) this.failed(error);
    }
  }

  private async readDefaults(target: FormTarget, info: ObjectInfo): Promise<Record<string, unknown>> {
    const query = queryString({ recordTypeId: target.recordTypeId });
    const answer = await get(`${UI_API}/record-defaults/create/${info.apiName}${query}`);
    const record: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'record') : undefined;
    const fields: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'fields') : undefined;
    if (typeof fields !== 'object' || fields === null) return {};
    return Object.fromEntries(Object.entries(fields).map(([name, field]: [string, { readonly value: unknown }]) => [name, field.value]));
  }

  private follow(recordId: string, info: ObjectInfo, names: readonly string[], tell: (record: RecordData) => void): void {
    this.wire?.disconnect();
    const round = this.round;
    const wire = new getRecord(({ data, error }: WireValue<RecordData>) => {
      if (round !== this.round) return;
      if (data) tell(data);
      else if (error !== undefined) this.failed(error);
    });
    this.wire = wire;
    const paths = ['Id', ...names.flatMap((name) => fieldsToShow(info, name))];
    wire.update({ recordId, optionalFields: qualifiedFields([...new Set(paths)].map((path) => `${info.apiName}.${path}`)) });
    wire.connect();
  }

  private give(context: FormContext): void {
    this.context = context;
    for (const member of this.members) member.receive(context);
    this.loaded(context);
  }
}
