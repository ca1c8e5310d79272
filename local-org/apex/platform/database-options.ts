import { UnsupportedFeature } from '../../errors';
import { throwNullArgument } from './arguments';
import type { PlatformType } from './contract';

/** `System.AccessLevel`. */
export class AccessLevel {
  private constructor(readonly mode: 'user' | 'system') {}

  static readonly USER = new AccessLevel('user');
  static readonly SYSTEM = new AccessLevel('system');

  toString(): string {
    return `AccessLevel:[${this.mode.toUpperCase()}_MODE]`;
  }
}

/** `Database.DMLOptions.DuplicateRuleHeader`. */
class DuplicateRuleHeaderValue {
  allowSave: boolean | null = null;
  runAsCurrentUser: boolean | null = null;
}

/** `Database.DMLOptions`: of its many switches only those declared below have a meaning here. */
export class DmlOptionsValue {
  readonly duplicateRuleHeader = new DuplicateRuleHeaderValue();
  allOrNone: boolean | null = null;
  allowFieldTruncation: boolean | null = null;
}

/** `Database.LeadConvert`. */
export class LeadConvertValue {
  accountId: string | null = null;
  contactId: string | null = null;
  convertedStatus: string | null = null;
  doNotCreateOpportunity = false;
  leadId: string | null = null;
  opportunityId: string | null = null;
  opportunityName: string | null = null;
  overwriteLeadSource = false;
  ownerId: string | null = null;
  sendNotificationEmail = false;
}

type Key = keyof LeadConvertValue;

/** Getter and setter of a property of LeadConvert. */
function accessors(type: string, name: Key, property: string): PlatformType['methods'] {
  const getter = type === 'Boolean' ? `is${property}` : `get${property}`;
  return {
    [`${type} ${getter}()`]: (convert: LeadConvertValue) => convert[name],
    [`void set${property}(${type} value)`]: (convert: LeadConvertValue, value: unknown) => {
      if (type === 'Boolean' && value === null) throwNullArgument();
      Reflect.set(convert, name, value);
    }
  };
}

export const DATABASE_OPTION_TYPES: readonly PlatformType[] = [
  {
    name: 'System.AccessLevel',
    kind: 'class',
    isInstance: (value) => value instanceof AccessLevel,
    staticProperties: {
      'System.AccessLevel USER_MODE': { get: () => AccessLevel.USER },
      'System.AccessLevel SYSTEM_MODE': { get: () => AccessLevel.SYSTEM }
    },
    methods: {
      'System.AccessLevel withPermissionSetId(String permissionSetId)': () => {
        throw new UnsupportedFeature('AccessLevel.withPermissionSetId');
      }
    }
  },
  {
    name: 'Database.DMLOptions',
    kind: 'class',
    isInstance: (value) => value instanceof DmlOptionsValue,
    constructors: { '()': () => new DmlOptionsValue() },
    properties: {
      'Boolean optAllOrNone': {
        get: (options: DmlOptionsValue) => options.allOrNone,
        set: (options: DmlOptionsValue, value: boolean | null) => {
          options.allOrNone = value;
        }
      },
      'Boolean allowFieldTruncation': {
        get: (options: DmlOptionsValue) => options.allowFieldTruncation,
        set: (options: DmlOptionsValue, value: boolean | null) => {
          if (value === true) throw new UnsupportedFeature('Database.DMLOptions.allowFieldTruncation');
          options.allowFieldTruncation = value;
        }
      },
      'Database.DuplicateRuleHeader duplicateRuleHeader': { get: (options: DmlOptionsValue) => options.duplicateRuleHeader }
    }
  },
  {
    name: 'Database.DuplicateRuleHeader',
    kind: 'class',
    isInstance: (value) => value instanceof DuplicateRuleHeaderValue,
    properties: {
      'Boolean allowSave': {
        get: (header: DuplicateRuleHeaderValue) => header.allowSave,
        set: (header: DuplicateRuleHeaderValue, value: boolean | null) => {
          header.allowSave = value;
        }
      },
      'Boolean runAsCurrentUser': {
        get: (header: DuplicateRuleHeaderValue) => header.runAsCurrentUser,
        set: (header: DuplicateRuleHeaderValue, value: boolean | null) => {
          header.runAsCurrentUser = value;
        }
      }
    }
  },
  {
    name: 'Database.LeadConvert',
    kind: 'class',
    isInstance: (value) => value instanceof LeadConvertValue,
    constructors: { '()': () => new LeadConvertValue() },
    methods: {
      ...accessors('Id', 'accountId', 'AccountId'),
      ...accessors('Id', 'contactId', 'ContactId'),
      ...accessors('String', 'convertedStatus', 'ConvertedStatus'),
      ...accessors('Boolean', 'doNotCreateOpportunity', 'DoNotCreateOpportunity'),
      ...accessors('Id', 'leadId', 'LeadId'),
      ...accessors('Id', 'opportunityId', 'OpportunityId'),
      ...accessors('String', 'opportunityName', 'OpportunityName'),
      ...accessors('Boolean', 'overwriteLeadSource', 'OverwriteLeadSource'),
      ...accessors('Id', 'ownerId', 'OwnerId'),
      ...accessors('Boolean', 'sendNotificationEmail', 'SendNotificationEmail')
    }
  }
];
