import { decodeDefaultFieldValues, encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';

/** What the address of a new-record form contains. */
export interface NewRecordPage {
  readonly defaults: Readonly<Record<string, string>>;
  /** The page to return to without saving; absent for the object's list. */
  readonly background?: string;
  /** Whether one returns there after saving too, as one does to a related list. */
  readonly staysInBackground: boolean;
}

const RELATED_LIST = 'RELATED_LIST';

/** @returns undefined for every other page */
export function newRecordPageAt(address: string): NewRecordPage | undefined {
  const url = new URL(address, window.location.href);
  if (!/^\/lightning\/o\/[^/]+\/new$/.test(url.pathname)) return undefined;
  const background = url.searchParams.get('backgroundContext') ?? '';
  // Another form behind a form would open too.
  const usable = background.startsWith('/lightning/') && !/\/(new|edit)(\?|$)/.test(background);
  return {
    defaults: decodeDefaultFieldValues(url.searchParams.get('defaultFieldValues') ?? ''),
    ...(usable ? { background } : {}),
    staysInBackground: usable && url.searchParams.get('navigationLocation') === RELATED_LIST
  };
}

/** The address under which a related list makes a record that points to its own. */
export function newRelatedRecordAddress(object: string, values: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams({
    navigationLocation: RELATED_LIST,
    backgroundContext: window.location.pathname,
    defaultFieldValues: encodeDefaultFieldValues(values)
  });
  return `/lightning/o/${object}/new?${search.toString()}`;
}
