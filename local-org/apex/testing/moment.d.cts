/** Moments at which code that reckons with dates goes wrong, in milliseconds since 1970: the middle of a window of six hours. */
export const KINDS: Readonly<Record<string, (year: number, month: number, day: number) => number>>;

/** A moment in the next years, in full seconds. */
export function randomMoment(now: number, random?: () => number): { readonly at: number; readonly kind: string };
