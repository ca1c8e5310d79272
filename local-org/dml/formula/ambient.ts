import type { FieldDef } from '../../schema/types';
import type { OrgValue } from '../../values';
import type { Binding } from './binding';
import { fieldInFormula } from './evaluate';
import { formulaTypeOf } from './field-values';
import type { OrgRecord } from '../types';
import type { Bound, FormulaScope } from './types';

/** When the platform's calendar starts for fiscal and test data: 1900-01-01T00:00:00Z, as documented for `$System.OriginDateTime`. */
const ORIGIN = Date.UTC(1900, 0, 1);

/**
 * Resolves a global variable: `$User.Field`, `$Profile.Field`, `$UserRole.Field`, `$Organization.Field`, `$Permission.Name`,
 * `$Setup.Setting__c.Field__c`, `$Label.Name`, `$System.OriginDateTime`, `$RecordType.Field`.
 * @throws FormulaError for unknown names
 */
export function bindAmbient(binder: Binding, path: readonly string[], position: number): Bound {
  const [root = '', second = '', third = ''] = path;
  const key = root.toLowerCase();
  if (path.length === 2) {
    switch (key) {
      case '$user':
        return fieldOf(binder, 'User', second, position, (scope) => scope.user());
      case '$profile':
        return fieldOf(binder, 'Profile', second, position, (scope) => scope.userParent('Profile'));
      case '$userrole':
        return fieldOf(binder, 'UserRole', second, position, (scope) => scope.userParent('UserRole'));
      case '$organization':
        return fieldOf(binder, 'Organization', second, position, (scope) => scope.organization());
      case '$permission':
        return { kind: 'ambient', type: 'boolean', evaluate: (scope) => scope.globals.hasCustomPermission(scope.tx, second) };
      case '$label':
        return { kind: 'ambient', type: 'text', evaluate: (scope) => scope.globals.label(scope.tx, second) ?? null };
      case '$system':
        if (second.toLowerCase() === 'origindatetime') return { kind: 'constant', type: 'datetime', value: ORIGIN };
        break;
      case '$recordtype':
        return recordType(binder, second, position);
    }
  }
  if (path.length === 3 && key === '$setup') return setting(binder, second, third, position);
  throw binder.error(`Field ${path.join('.')} does not exist. Check spelling.`, position);
}

function fieldOf(
  binder: Binding,
  objectName: string,
  name: string,
  position: number,
  row: (scope: FormulaScope) => OrgRecord | null
): Bound {
  const field = binder.schema.object(objectName)?.field(name);
  const type = field && formulaTypeOf(field);
  if (!field || !type) throw binder.error(`Field $${objectName}.${name} does not exist. Check spelling.`, position);
  return { kind: 'ambient', type, evaluate: (scope) => valueIn(scope, row(scope), field) };
}

function setting(binder: Binding, objectName: string, name: string, position: number): Bound {
  const object = binder.schema.object(objectName);
  const field = object?.field(name);
  const type = field && formulaTypeOf(field);
  if (!object || object.customSettingsType !== 'Hierarchy' || !field || !type) {
    throw binder.error(`Field $Setup.${objectName}.${name} does not exist. Check spelling.`, position);
  }
  return { kind: 'ambient', type, evaluate: (scope) => valueIn(scope, scope.globals.customSetting(scope.tx, object), field) };
}

function recordType(binder: Binding, name: string, position: number): Bound {
  const reference = binder.object.field('RecordTypeId');
  const object = binder.schema.object('RecordType');
  const field = object?.field(name);
  const type = field && formulaTypeOf(field);
  if (!reference || !object || !field || !type) throw binder.error(`Field $RecordType.${name} does not exist. Check spelling.`, position);
  return { kind: 'field', type, path: [{ reference, object }], field, blankAsZero: false };
}

function valueIn(scope: FormulaScope, row: OrgRecord | null, field: FieldDef): OrgValue {
  if (!row) return field.type === 'boolean' ? false : null;
  return fieldInFormula(scope.value(row, field), field, false);
}
