import type { DmlResult } from '../../dml/types';
import type { OrgError } from '../../errors';

/** A failure that did not come from the engine, in the engine's form. */
export const failure = (error: OrgError, id: string | null = null): DmlResult => ({ id, success: false, created: false, errors: [error] });
