import type { LeadConversion, LeadConversionResult } from '../../dml/types';
import { OrgException, UnsupportedFeature } from '../../errors';
import type { Org } from '../../org';
import { USER_MODE } from '../../security/types';
import type { RunningUser } from '../../database/types';
import type { SoapCall } from './envelope';
import type { XmlElement, XmlFields } from './xml';
import { child, isTrue } from './xml';

const TEXTS = ['leadId', 'convertedStatus', 'accountId', 'contactId', 'opportunityId', 'opportunityName', 'ownerId'] as const;
const FLAGS = ['doNotCreateOpportunity', 'overwriteLeadSource', 'sendNotificationEmail'] as const;
/** Has no effect, because the org has no duplicate rules for conversions. */
const DUPLICATE_CHECKS = ['bypassAccountDedupeCheck', 'bypassContactDedupeCheck'] as const;
const KNOWN: ReadonlySet<string> = new Set([...TEXTS, ...FLAGS, ...DUPLICATE_CHECKS]);

/** `convertLead`: the only API that converts leads, as on the platform. Each lead succeeds or fails on its own. */
export function convertLeads(org: Org, user: RunningUser, soap: SoapCall): XmlFields[] {
  const conversions = soap.operation.children.filter((element) => element.name === 'leadConverts').map(readConversion);
  return org
    .transact(user, (tx) =>
      org.dml.convertLeads(tx, conversions, { access: org.security.policy(tx, user, USER_MODE), allOrNone: soap.allOrNone })
    )
    .map(resultFields);
}

function readConversion(element: XmlElement): LeadConversion {
  const unknown = element.children.find((candidate) => !KNOWN.has(candidate.name));
  if (unknown) throw new UnsupportedFeature(`${unknown.name} of the SOAP operation convertLead`);
  const text = (name: (typeof TEXTS)[number]): string | null => child(element, name)?.text.trim() || null;
  const flag = (name: (typeof FLAGS)[number]): boolean => isTrue(child(element, name));
  const needed = (name: 'leadId' | 'convertedStatus'): string => {
    const value = text(name);
    if (value === null) throw new OrgException('MISSING_ARGUMENT', `${name} not specified`);
    return value;
  };
  return {
    leadId: needed('leadId'),
    convertedStatus: needed('convertedStatus'),
    accountId: text('accountId'),
    contactId: text('contactId'),
    opportunityId: text('opportunityId'),
    opportunityName: text('opportunityName'),
    ownerId: text('ownerId'),
    doNotCreateOpportunity: flag('doNotCreateOpportunity'),
    overwriteLeadSource: flag('overwriteLeadSource'),
    sendNotificationEmail: flag('sendNotificationEmail')
  };
}

function resultFields({ success, leadId, accountId, contactId, opportunityId, errors }: LeadConversionResult): XmlFields {
  return {
    accountId,
    contactId,
    errors: errors.map(({ errorCode, message, fields }) => ({ fields: [...fields], message, statusCode: errorCode })),
    leadId,
    opportunityId,
    success
  };
}
