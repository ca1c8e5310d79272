/**
 * How the platform library is declared: signatures in Apex's own notation beside the function that does the work.
 * The set of these declarations is the allow-list: what is not declared here is refused at compile time by name.
 *
 * Values of compiled Apex:
 *
 * | Apex | JavaScript |
 * |---|---|
 * | null | `null`, never `undefined` |
 * | Boolean | boolean |
 * | Integer | number within 32 bits |
 * | Long | bigint within 64 bits |
 * | Double | number; an `ApexDouble` box once converted to Object, so that `instanceof` can tell it from Integer |
 * | Decimal | `Decimal` (exact, keeps its scale) |
 * | String, Id | string (ids in 18 characters) |
 * | Date, Datetime, Time, Blob | `ApexDate`, `ApexDatetime`, `ApexTime`, `ApexBlob` |
 * | enum | one frozen `ApexEnumValue` per constant |
 * | List (arrays too), Set, Map | `ApexList`, `ApexSet`, `ApexMap`, each with its element types for casts |
 * | SObject | `SObjectValue` |
 * | exceptions | `ApexException` (a JavaScript Error) and subclasses |
 */

/** An Apex value whose static type is not known here. */
export type ApexValue = unknown;

/** Called with the receiver first for instance members, without it for static members and constructors. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each declaration narrows its own parameters to the types of its signature, which TypeScript cannot read
export type NativeFunction = (...args: any[]) => ApexValue;

export interface NativeProperty {
  readonly get: NativeFunction;
  readonly set?: NativeFunction;
}

/** For example `Boolean contains(String substring)`; type parameters stand by name: `T get(Integer index)`. */
export type MethodSignature = string;
/** For example `(Integer year, Integer month)`. */
export type ConstructorSignature = string;
/** For example `Integer size`. */
export type PropertySignature = string;

export interface PlatformType {
  /** Full name as code writes it with its namespace, for example `System.String`, `Database.SaveResult`. */
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'exception';
  readonly typeParameters?: readonly string[];
  /** Types as Apex writes them. */
  readonly extends?: string;
  readonly implements?: readonly string[];
  readonly constructors?: Readonly<Record<ConstructorSignature, NativeFunction>>;
  readonly methods?: Readonly<Record<MethodSignature, NativeFunction>>;
  readonly staticMethods?: Readonly<Record<MethodSignature, NativeFunction>>;
  readonly properties?: Readonly<Record<PropertySignature, NativeProperty>>;
  readonly staticProperties?: Readonly<Record<PropertySignature, NativeProperty>>;
  /** Interfaces only: what implementers must provide. */
  readonly abstractMethods?: readonly MethodSignature[];
  /** Enums only, in order. */
  readonly values?: readonly string[];
  /** Whether code may read what `getX()` and `isX()` give as the properties `x`, as on results and describes. */
  readonly getterProperties?: boolean;
  /** Whether a value is of this type; default: by the JavaScript class that the constructor made. */
  readonly isInstance?: (value: ApexValue) => boolean;
}
