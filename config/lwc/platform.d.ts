/** What `@salesforce/lightning-types` leaves out and the package uses. Types of Apex, fields and labels are generated (`npm run build`). */

interface WireResult<Data> {
  readonly data?: Data;
  readonly error?: unknown;
}

/** An `@AuraEnabled` method: called imperatively, or wired where it is cacheable. */
type ApexMethod<Parameters, Result> = ((parameters: Parameters) => Promise<Result>) & {
  readonly adapter: WireAdapter<Parameters, Result>;
};

type WireAdapter<Config, Data> = new (emit: (value: WireResult<Data>) => void) => {
  connect(): void;
  update(config: Config): void;
  disconnect(): void;
};

declare module '@salesforce/apex' {
  export function refreshApex(wired: unknown): Promise<void>;
}

declare module 'lightning/uiRecordApi' {
  export interface RecordRepresentation {
    readonly apiName: string;
    readonly id: string;
    readonly fields: Readonly<Record<string, { readonly value: unknown; readonly displayValue: string | null }>>;
  }
  export const getRecord: {
    readonly adapter: WireAdapter<
      { recordId?: string; fields?: readonly string[]; optionalFields?: readonly string[] },
      RecordRepresentation
    >;
  };
  export function notifyRecordUpdateAvailable(records: readonly { readonly recordId: string }[]): Promise<void>;
}

declare module 'lightning/platformShowToastEvent' {
  export class ShowToastEvent extends CustomEvent<unknown> {
    constructor(toast: {
      readonly title: string;
      readonly message?: string;
      readonly variant?: 'info' | 'success' | 'warning' | 'error';
      readonly mode?: 'dismissible' | 'pester' | 'sticky';
    });
  }
}

declare module '@salesforce/i18n/locale' {
  const locale: string;
  export default locale;
}

declare module '@salesforce/i18n/timeZone' {
  const timeZone: string;
  export default timeZone;
}

declare module '@salesforce/i18n/currency' {
  const currency: string;
  export default currency;
}

declare module 'lightning/refresh' {
  export class RefreshEvent extends CustomEvent<undefined> {
    constructor();
  }
}

declare module 'lightning/navigation' {
  import type { LightningElement } from 'lwc';

  export interface PageReference {
    readonly type: string;
    readonly attributes: Readonly<Record<string, string | undefined>>;
    readonly state?: Readonly<Record<string, string>>;
  }
  const Navigate: unique symbol;
  const GenerateUrl: unique symbol;
  interface Navigating {
    [Navigate](page: PageReference, replace?: boolean): void;
    [GenerateUrl](page: PageReference): Promise<string>;
  }
  // A mixin takes any constructor: TypeScript asks for `any[]` here.
  type Constructor<Instance> = new (...args: any[]) => Instance;
  export const NavigationMixin: (<Base extends Constructor<LightningElement>>(base: Base) => Base & Constructor<Navigating>) & {
    readonly Navigate: typeof Navigate;
    readonly GenerateUrl: typeof GenerateUrl;
  };
}
