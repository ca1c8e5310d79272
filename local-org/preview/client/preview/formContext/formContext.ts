import type { ObjectInfo, PicklistValues } from 'lightning/uiObjectInfoApi';
import type { RecordData } from 'lightning/uiRecordApi';

/** What a form gives to the fields inside it. */
export interface FormContext {
  readonly info: ObjectInfo;
  /** The record being shown or edited; undefined while one is created. */
  readonly record: RecordData | undefined;
  readonly picklists: Readonly<Record<string, PicklistValues>>;
  /** Values a new record starts with. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly density: 'comfy' | 'compact' | 'auto';
}

/** A member of a form: a field, or a list of messages. */
export interface FormMember {
  /** API name; empty for members that are no field. */
  readonly fieldName: string;
  receive(context: FormContext): void;
  /** API names and values as they stand, for fields that may be written. */
  values(): Readonly<Record<string, unknown>>;
  /** Shows the org's messages; none: clears them. */
  showErrors(errors: FormErrors): void;
  /** Checks what the browser can check. */
  isValid(): boolean;
  /** Brings what the org refused into view, with the focus. @returns false where it refused nothing here */
  focusProblem(): boolean;
  reset(): void;
}

export interface FormErrors {
  readonly message: string;
  readonly general: readonly string[];
  readonly byField: Readonly<Record<string, readonly string[]>>;
}

export const NO_ERRORS: FormErrors = { message: '', general: [], byField: {} };

const JOIN = 'preview__joinform';

/** Makes a member known to the form around it. @returns false when there is none */
export function joinForm(element: EventTarget, member: FormMember): boolean {
  const event = new CustomEvent(JOIN, { bubbles: true, composed: true, cancelable: true, detail: member });
  return !element.dispatchEvent(event);
}

/** Hears of members that join; `join` tells the form. */
export function acceptMembers(form: EventTarget, join: (member: FormMember) => void): void {
  form.addEventListener(JOIN, (event) => {
    if (!(event instanceof CustomEvent)) return;
    event.stopPropagation();
    event.preventDefault();
    join(event.detail);
  });
}

const EDITED = 'preview__fieldedited';

/** Tells the form around a field that its user changed it. */
export function tellEdited(element: EventTarget): void {
  element.dispatchEvent(new CustomEvent(EDITED, { bubbles: true, composed: true }));
}

/** Subscribes to every change that the user makes in a form. */
export function onEdited(form: EventTarget, told: () => void): void {
  form.addEventListener(EDITED, told);
}

interface ErrorEntry {
  readonly message?: unknown;
  readonly fieldLabel?: unknown;
}

function messages(list: unknown): string[] {
  return Array.isArray(list) ? list.map((entry: ErrorEntry) => String(entry.message ?? entry)) : [];
}

/** Sorts an error of the UI API into what belongs to the record and what to its fields. */
export function formErrors(error: unknown): FormErrors {
  const body: unknown = typeof error === 'object' && error !== null && 'body' in error ? error.body : error;
  if (typeof body !== 'object' || body === null) return { ...NO_ERRORS, message: String(error), general: [String(error)] };
  const output: unknown = Reflect.get(body, 'output');
  const message = String(Reflect.get(body, 'message') ?? 'The record was not saved.');
  if (typeof output !== 'object' || output === null) return { ...NO_ERRORS, message, general: [message] };
  const fieldErrors: unknown = Reflect.get(output, 'fieldErrors');
  const byField: Record<string, readonly string[]> = {};
  if (typeof fieldErrors === 'object' && fieldErrors !== null) {
    for (const [field, list] of Object.entries(fieldErrors)) byField[field] = messages(list);
  }
  const general = messages(Reflect.get(output, 'errors'));
  return { message, general: general.length === 0 && Object.keys(byField).length === 0 ? [message] : general, byField };
}

/** The fields a name stands for: the parts of a compound (`Name`, `Address`), else the field itself. */
export function partsOf(info: ObjectInfo, fieldName: string): string[] {
  const parts = Object.values(info.fields).filter(
    (field) => field.apiName !== fieldName && Reflect.get(field, 'compoundFieldName') === fieldName
  );
  const order = (name: string): number => {
    const index = PART_ORDER.findIndex((suffix) => name.endsWith(suffix));
    return index < 0 ? PART_ORDER.length : index;
  };
  const shown = parts.map((field) => field.apiName).filter((name) => !HIDDEN_PART.test(name));
  return shown.length > 0 ? shown.sort((left, right) => order(left) - order(right)) : [fieldName];
}

const PART_ORDER = ['Salutation', 'FirstName', 'MiddleName', 'LastName', 'Suffix', 'Street', 'City', 'State', 'PostalCode', 'Country'];
const HIDDEN_PART = /(Latitude|Longitude|GeocodeAccuracy)$/;
