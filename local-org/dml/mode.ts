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
    automation: true,
    allowDuplicates: options.allowDuplicates ?? false
  };
}

/** How the platform itself saves: with triggers and validation rules, without asking for permissions. */
export const PLATFORM_MODE: SaveMode = {
  access: SYSTEM_ACCESS,
  auditFields: false,
  inApex: false,
  internal: true,
  automation: true,
  allowDuplicates: true
};

/** How a conversion saves the account and the contact that it makes: as the platform, but for its duplicate rules, which run. */
export const CONVERSION_MODE: SaveMode = { ...PLATFORM_MODE, allowDuplicates: false };
