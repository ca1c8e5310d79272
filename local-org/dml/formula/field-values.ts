import { familyOf } from '../../schema/field-family';
import type { FieldDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import { roundHalfUp } from './numbers';
import type { FormulaType } from './types';

/** The formula type of a field's values; `undefined` for compound fields and files. */
export function formulaTypeOf({ type }: FieldDef): FormulaType | undefined {
  if (type === 'picklist' || type === 'multipicklist') return type;
  const family = familyOf(type);
  if (family === 'none' || type === 'anyType') return undefined;
  return family === 'id' ? 'text' : family;
}

/** A formula's result in the form in which the field keeps its values: rounded to its scale, percents times 100, no empty text. */
export function asFieldValue(field: FieldDef, value: OrgValue): OrgValue {
  switch (field.type) {
    case 'boolean':
      return value === true;
    case 'percent':
      return typeof value === 'number' ? roundHalfUp(value * 100, field.scale) : null;
    case 'int':
    case 'long':
      return typeof value === 'number' ? roundHalfUp(value, 0) : null;
    case 'double':
    case 'currency':
      return typeof value === 'number' ? roundHalfUp(value, field.scale) : null;
    default:
      return value === '' ? null : value;
  }
}
