import fs from 'node:fs';
import { STANDARD_DUPLICATE_RULES, type DuplicateRule } from '../dml/duplicate-rules';

/** What a new embedded org starts with besides metadata: `config/embedded-org.json`. */
export interface OrgConfiguration {
  readonly organization: {
    readonly name: string;
    readonly timeZone: string;
    readonly locale: string;
    readonly language: string;
    readonly currency: string;
    /** 1 to 12. Of standard fiscal years. */
    readonly fiscalYearStartMonth: number;
    /** Names a fiscal year after the calendar year it starts in; default: after the one it ends in. */
    readonly usesStartDateAsFiscalYearName?: boolean;
  };
  /** Switches custom fiscal years on: these are defined, and no others. */
  readonly customFiscalYears?: CustomFiscalYears;
  /** The default ones. */
  readonly businessHours: BusinessHoursSettings;
  readonly furtherBusinessHours?: readonly BusinessHoursSettings[];
  /** Fields with an index that no metadata declares, as Salesforce Support makes them on request: API names by object. */
  readonly customIndexes?: Readonly<Record<string, readonly string[]>>;
  readonly roles: readonly { readonly developerName: string; readonly name: string; readonly parent?: string }[];
  readonly queues: readonly {
    readonly developerName: string;
    readonly name: string;
    readonly objects: readonly string[];
    readonly members: readonly string[];
  }[];
  /** Active duplicate rules: the name of a standard one, such as `Standard_Lead_Duplicate_Rule`, or a rule of its own. Default: none. */
  readonly duplicateRules?: readonly (string | DuplicateRule)[];
  /** Of every sample user. */
  readonly password: string;
  /** Who a browser is signed in as on its first visit. */
  readonly previewUser: string;
  readonly users: readonly SampleUser[];
  /** Clients that may ask for OAuth tokens; nobody else may. */
  readonly connectedApps?: readonly ConnectedAppSettings[];
}

/** Fiscal years of 52 or 53 whole weeks. */
export interface CustomFiscalYears {
  /** Weeks of the three periods of each quarter, or how many of thirteen periods of four weeks each quarter has: `4-4-5`, `3-3-3-4`. */
  readonly template: '4-4-5' | '4-5-4' | '5-4-4' | '3-3-3-4' | '3-3-4-3' | '3-4-3-3' | '4-3-3-3';
  /** Names of the first and the last year that are defined. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** The last Saturday of August, or the Saturday nearest to the end of January. */
  readonly ends: { readonly rule: 'last' | 'nearest'; readonly weekday: Weekday; readonly month: Month };
}

export type Weekday = 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday';

export type Month =
  'January' | 'February' | 'March' | 'April' | 'May' | 'June' | 'July' | 'August' | 'September' | 'October' | 'November' | 'December';

export interface BusinessHoursSettings {
  readonly name: string;
  readonly timeZone: string;
  /** Day name to `HH:MM-HH:MM`; `00:00-00:00` is the whole day, a day that is absent is closed. */
  readonly days: Readonly<Record<string, string>>;
}

export interface ConnectedAppSettings {
  readonly clientId: string;
  /** Required of the client where set. */
  readonly clientSecret?: string;
  /** Username that the client credentials flow runs as; without it the flow is refused. */
  readonly runAs?: string;
  /** PEM of the certificate or public key that signs assertions of the JWT bearer flow; relative to the working directory. */
  readonly certificateFile?: string;
}

export interface SampleUser {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly profile: string;
  readonly role?: string;
  readonly manager?: string;
  readonly permissionSets: readonly string[];
}

/** @throws Error naming the file, if it is absent or not JSON */
export function readConfiguration(file: string): OrgConfiguration {
  try {
    const configuration: OrgConfiguration = JSON.parse(fs.readFileSync(file, 'utf8'));
    return configuration;
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The active duplicate rules. @throws Error naming a rule that is not a standard one */
export function duplicateRulesOf({ duplicateRules }: OrgConfiguration): DuplicateRule[] {
  return (duplicateRules ?? []).map((given) => {
    const rule = typeof given === 'string' ? STANDARD_DUPLICATE_RULES.find(({ name }) => name === given) : given;
    if (rule) return rule;
    const known = STANDARD_DUPLICATE_RULES.map(({ name }) => name).join(', ');
    throw new Error(`duplicateRules: ${String(given)} is not a standard duplicate rule; those are ${known}.`);
  });
}
