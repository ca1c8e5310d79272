import { SYSTEM_ACCESS } from '../soql/types';
import type { SaveMode } from './save-context';
import type { DmlOptions } from './types';

/** How a caller's records are saved. */
export function modeOf(options: DmlOptions): SaveMode {
  return {
    access: options.access,
    auditFields: options.auditFields ?? false,
    inApex: options.inApex ?? false,
    internal: false,
    automation: true
  };
}

/** How the platform itself saves: with triggers and validation rules, without asking for permissions. */
export const PLATFORM_MODE: SaveMode = { access: SYSTEM_ACCESS, auditFields: false, inApex: false, internal: true, automation: true };
