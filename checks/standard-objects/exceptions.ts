import type { Exceptions } from './compare';

/** Where the catalogue is right and the typed library lacks or differs; each with the reason. */
export const EXCEPTIONS: Exceptions = {
  'CampaignMember.LeadOrContactId':
    'Computed here from LeadId and ContactId, and formulas give text, not references; the value is the same id.'
};
