import { LONGEST_FILTERABLE_TEXT } from '../schema/complete-field';
import type { FieldSpec } from '../schema/specification';
import type { FieldType, RollupDef } from '../schema/types';
import type { CustomFieldElement, CustomFieldType } from './field-shape';
import { relationshipNameProblem } from './full-names';
import { refuse } from './shape';
import { readPicklist } from './value-sets';
import type { ValueSets } from './value-sets';
import type { MetadataError } from '../errors';

/** Type of a field of another object, for roll-ups, which take the type of what they sum. */
export type FieldTypeLookup = (
  object: string,
  field: string
) => { readonly type: FieldType; readonly precision: number; readonly scale: number } | undefined;

const LONGEST_LONG_TEXT = 131072;
const DIGITS = 18;

const FORMULA_TYPES: ReadonlyMap<CustomFieldType, FieldType> = new Map([
  ['Checkbox', 'boolean'],
  ['Currency', 'currency'],
  ['Date', 'date'],
  ['DateTime', 'datetime'],
  ['Number', 'double'],
  ['Percent', 'percent'],
  ['Text', 'string'],
  ['Time', 'time']
]);

/** The field that a `CustomField` describes. Everything it depends on is checked; nothing is assumed. */
export class FieldReader {
  constructor(
    private readonly object: string,
    private readonly valueSets: ValueSets,
    private readonly fieldType: FieldTypeLookup
  ) {}

  /**
   * @param apiName from the file's name
   * @throws MetadataError
   */
  read(apiName: string, element: CustomFieldElement): FieldSpec {
    if (element.type === undefined) throw this.wrong(apiName, element, 'has no type');
    if (element.label === undefined) throw this.wrong(apiName, element, 'has no label');
    this.checkHistory(apiName, element);
    return { ...this.common(apiName, element), ...this.typed(apiName, element, element.type), apiName, source: element.at };
  }

  private wrong(apiName: string, element: CustomFieldElement, problem: string): MetadataError {
    return refuse(element.at, `field ${this.object}.${apiName} ${problem}`);
  }

  private common(apiName: string, element: CustomFieldElement): Partial<FieldSpec> {
    const unique = element.unique ?? false;
    if (element.required && element.type !== 'MasterDetail' && element.formula !== undefined)
      throw this.wrong(apiName, element, 'is a formula and cannot be required');
    return {
      label: element.label ?? apiName,
      ...(element.required ? { nillable: false } : {}),
      unique,
      caseSensitive: element.caseSensitive ?? false,
      externalId: element.externalId ?? false,
      trackHistory: element.trackHistory ?? false,
      ...(element.description === undefined ? {} : { description: element.description }),
      ...(element.inlineHelpText === undefined ? {} : { inlineHelpText: element.inlineHelpText }),
      ...(element.defaultValue === undefined || element.defaultValue === '' ? {} : { defaultValue: element.defaultValue }),
      ...(element.visibleLines === undefined ? {} : { visibleLines: element.visibleLines })
    };
  }

  private checkHistory(apiName: string, element: CustomFieldElement): void {
    if (element.trackHistory && (element.formula !== undefined || element.type === 'Summary' || element.type === 'AutoNumber')) {
      throw this.wrong(apiName, element, 'is calculated: its history cannot be tracked');
    }
  }

  private typed(apiName: string, element: CustomFieldElement, type: CustomFieldType): Partial<FieldSpec> & { type: FieldType } {
    if (element.formula !== undefined) return this.formula(apiName, element, type, element.formula);
    switch (type) {
      case 'AutoNumber':
        return {
          type: 'string',
          length: 30,
          nillable: false,
          autoNumber: { displayFormat: this.need(apiName, element, 'displayFormat'), startingNumber: element.startingNumber ?? 1 }
        };
      case 'Checkbox':
        if (element.defaultValue === undefined) throw this.wrong(apiName, element, 'is a checkbox and must have a defaultValue');
        return { type: 'boolean', nillable: false };
      case 'Currency':
        return { type: 'currency', ...this.digits(apiName, element) };
      case 'Number':
        return { type: 'double', ...this.digits(apiName, element) };
      case 'Percent':
        return { type: 'percent', ...this.digits(apiName, element) };
      case 'Date':
        return { type: 'date' };
      case 'DateTime':
        return { type: 'datetime' };
      case 'Time':
        return { type: 'time' };
      case 'Email':
        return { type: 'email', length: 80 };
      case 'Phone':
        return { type: 'phone', length: 40 };
      case 'Url':
        return { type: 'url', length: 255 };
      case 'Text':
        return { type: 'string', length: this.length(apiName, element, 1, LONGEST_FILTERABLE_TEXT) };
      case 'TextArea':
        return { type: 'textarea', length: LONGEST_FILTERABLE_TEXT };
      case 'LongTextArea':
        return { type: 'textarea', ...this.longText(apiName, element) };
      case 'Html':
        return { type: 'textarea', richText: true, ...this.longText(apiName, element) };
      case 'Picklist':
        return { type: 'picklist', length: 255, picklist: readPicklist(element, this.valueSets) };
      case 'MultiselectPicklist':
        this.need(apiName, element, 'visibleLines');
        return { type: 'multipicklist', length: 4099, picklist: readPicklist(element, this.valueSets) };
      case 'Lookup':
        return this.lookup(apiName, element);
      case 'MasterDetail':
        return this.masterDetail(apiName, element);
      case 'MetadataRelationship':
        return this.metadataRelationship(apiName, element);
      case 'Summary':
        return this.rollup(apiName, element);
    }
  }

  private need<K extends keyof CustomFieldElement>(
    apiName: string,
    element: CustomFieldElement,
    key: K
  ): NonNullable<CustomFieldElement[K]> {
    const value = element[key];
    if (value === undefined || value === null)
      throw this.wrong(apiName, element, `has no ${String(key)}, which a field of type ${element.type ?? '?'} must have`);
    return value;
  }

  private length(apiName: string, element: CustomFieldElement, least: number, most: number): number {
    const length = this.need(apiName, element, 'length');
    if (length < least || length > most) throw this.wrong(apiName, element, `has length ${length}; possible: ${least} to ${most}`);
    return length;
  }

  private longText(apiName: string, element: CustomFieldElement): Partial<FieldSpec> {
    this.need(apiName, element, 'visibleLines');
    return { length: this.length(apiName, element, LONGEST_FILTERABLE_TEXT + 1, LONGEST_LONG_TEXT) };
  }

  private digits(apiName: string, element: CustomFieldElement): { precision: number; scale: number } {
    const precision = this.need(apiName, element, 'precision');
    const scale = this.need(apiName, element, 'scale');
    if (precision < 1 || precision > DIGITS || scale < 0 || scale > precision) {
      throw this.wrong(apiName, element, `has precision ${precision} and scale ${scale}; at most ${DIGITS} digits are possible`);
    }
    return { precision, scale };
  }

  private formula(
    apiName: string,
    element: CustomFieldElement,
    type: CustomFieldType,
    expression: string
  ): Partial<FieldSpec> & { type: FieldType } {
    const result = FORMULA_TYPES.get(type);
    if (!result) throw this.wrong(apiName, element, `cannot be a formula of type ${type}`);
    const numeric = result === 'double' || result === 'currency' || result === 'percent';
    return {
      type: result,
      formula: { expression, treatBlanksAs: element.formulaTreatBlanksAs ?? 'BlankAsZero' },
      ...(numeric ? { precision: element.precision ?? DIGITS, scale: element.scale ?? 2 } : {}),
      ...(result === 'string' ? { length: 1300 } : {}),
      ...(result === 'boolean' ? { nillable: false } : {})
    };
  }

  private reference(apiName: string, element: CustomFieldElement): Partial<FieldSpec> & { type: FieldType } {
    const problem = element.relationshipName === undefined ? undefined : relationshipNameProblem(element.relationshipName);
    if (problem !== undefined) throw refuse(element.at, problem);
    return {
      type: 'reference',
      length: 18,
      referenceTo: [this.need(apiName, element, 'referenceTo')],
      relationshipName: apiName.replace(/__c$/, '__r'),
      ...(element.relationshipName === undefined ? {} : { childRelationshipName: `${element.relationshipName}__r` })
    };
  }

  private lookup(apiName: string, element: CustomFieldElement): Partial<FieldSpec> & { type: FieldType } {
    const constraint = element.deleteConstraint ?? 'SetNull';
    if (element.required && constraint === 'SetNull') {
      throw this.wrong(apiName, element, 'is required: its deleteConstraint must be Restrict or Cascade');
    }
    const rule = { SetNull: 'setNull', Restrict: 'restrict', Cascade: 'cascade' } as const;
    return { ...this.reference(apiName, element), relationshipType: 'lookup', deleteConstraint: rule[constraint] };
  }

  private masterDetail(apiName: string, element: CustomFieldElement): Partial<FieldSpec> & { type: FieldType } {
    this.need(apiName, element, 'relationshipName');
    if (!this.object.endsWith('__c')) throw this.wrong(apiName, element, 'is a master-detail field on a standard object');
    const reparentable = element.reparentableMasterDetail ?? false;
    return {
      ...this.reference(apiName, element),
      relationshipType: 'masterDetail',
      deleteConstraint: 'cascade',
      nillable: false,
      reparentable,
      updateable: reparentable
    };
  }

  private metadataRelationship(apiName: string, element: CustomFieldElement): Partial<FieldSpec> & { type: FieldType } {
    const target = this.need(apiName, element, 'referenceTo');
    if (!this.object.endsWith('__mdt')) throw this.wrong(apiName, element, 'is a metadata relationship outside a custom metadata type');
    if (!target.endsWith('__mdt'))
      throw this.wrong(apiName, element, `is a metadata relationship to ${target}, which the embedded org does not support`);
    return { ...this.reference(apiName, element), relationshipType: 'lookup', deleteConstraint: 'restrict' };
  }

  private rollup(apiName: string, element: CustomFieldElement): Partial<FieldSpec> & { type: FieldType } {
    const operation = this.need(apiName, element, 'summaryOperation');
    const [childObject, childField] = this.qualified(apiName, element, this.need(apiName, element, 'summaryForeignKey'));
    const filters = element.summaryFilterItems.map((item) => {
      const [object, field] = this.qualified(apiName, element, item.field);
      if (object !== childObject)
        throw refuse(item.at, `filter of the roll-up ${this.object}.${apiName} must name a field of ${childObject}`);
      return { field, operation: item.operation, value: item.value ?? '' };
    });
    const rollup = { operation, childObject, childField, filters };
    if (operation === 'count') return { type: 'double', precision: DIGITS, scale: 0, ...ROLLUP, rollup };
    const [object, summarizedField] = this.qualified(apiName, element, this.need(apiName, element, 'summarizedField'));
    const summed = this.fieldType(object, summarizedField);
    if (object !== childObject || !summed) throw this.wrong(apiName, element, `sums the unknown field ${object}.${summarizedField}`);
    const complete: RollupDef = { ...rollup, summarizedField };
    return { type: summed.type === 'int' ? 'double' : summed.type, precision: DIGITS, scale: summed.scale, ...ROLLUP, rollup: complete };
  }

  private qualified(apiName: string, element: CustomFieldElement, value: string): [string, string] {
    const [object, field, more] = value.split('.');
    if (!object || !field || more !== undefined)
      throw this.wrong(apiName, element, `names ${value}, which is not of the form Object.Field`);
    return [object, field];
  }
}

const ROLLUP = { createable: false, updateable: false } as const;
