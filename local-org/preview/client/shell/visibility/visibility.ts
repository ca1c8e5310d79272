import type { VisibilityRule } from '../../../page-types';
import { getFieldValue } from 'lightning/uiRecordApi';
import type { RecordData } from 'lightning/uiRecordApi';
import { formFactor, session } from 'preview/session';

type Value = string | number | boolean | null;

const RECORD_FIELD = /^\{!Record\.(.+)\}$/;
const CUSTOM_PERMISSION = /^\{!\$Permission\.CustomPermission\.(\w+)\}$/;
const USER_FIELDS: Readonly<Record<string, Value>> = {
  Id: session.userId,
  Username: session.username,
  Name: session.name,
  Email: session.email,
  'Profile.Name': session.profileName,
  'UserRole.Name': session.roleName
};

/** Fields of the record that a rule looks at. */
export function ruleFields(rule: VisibilityRule): string[] {
  return rule.criteria.flatMap(({ leftValue }) => RECORD_FIELD.exec(leftValue)?.[1] ?? []);
}

function leftSide(expression: string, object: string, record: RecordData | undefined): Value {
  const field = RECORD_FIELD.exec(expression)?.[1];
  if (field !== undefined) {
    const value = getFieldValue(record, `${object}.${field}`);
    return typeof value === 'object' || value === undefined ? null : value;
  }
  const permission = CUSTOM_PERMISSION.exec(expression)?.[1];
  if (permission !== undefined) return session.customPermissions.includes(permission);
  if (expression === '{!$Client.FormFactor}') return formFactor;
  const userField = /^\{!\$User\.(.+)\}$/.exec(expression)?.[1];
  if (userField !== undefined && userField in USER_FIELDS) return USER_FIELDS[userField] ?? null;
  throw new Error(`The preview does not support the visibility rule on ${expression}.`);
}

function compare(left: Value, operator: string, right: string): boolean {
  const text = left === null ? '' : String(left);
  const order = typeof left === 'number' ? left - Number(right) : text < right ? -1 : text > right ? 1 : 0;
  const equal = text.toLowerCase() === right.toLowerCase() || (typeof left === 'number' && right !== '' && left === Number(right));
  switch (operator) {
    case 'EQUAL':
      return equal;
    case 'NE':
      return !equal;
    case 'CONTAINS':
      return text.toLowerCase().includes(right.toLowerCase());
    case 'GT':
      return left !== null && order > 0;
    case 'GE':
      return left !== null && order >= 0;
    case 'LT':
      return left !== null && order < 0;
    case 'LE':
      return left !== null && order <= 0;
    default:
      throw new Error(`The preview does not support the visibility operator ${operator}.`);
  }
}

/** Evaluates `1 AND (2 OR NOT 3)` over the outcomes of the criteria. @throws Error for anything else */
export function combine(filter: string, outcomes: readonly boolean[]): boolean {
  const tokens = filter.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S/g) ?? [];
  let position = 0;
  const malformed = (): Error => new Error(`The visibility filter "${filter}" is malformed.`);
  const primary = (): boolean => {
    const token = tokens[position++];
    if (token === 'NOT') return !primary();
    if (token === '(') {
      const inside = either();
      if (tokens[position++] !== ')') throw malformed();
      return inside;
    }
    const outcome = token === undefined ? undefined : outcomes[Number(token) - 1];
    if (outcome === undefined) throw malformed();
    return outcome;
  };
  const both = (): boolean => {
    let result = primary();
    while (tokens[position] === 'AND') {
      position++;
      const right = primary();
      result = result && right;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (tokens[position] === 'OR') {
      position++;
      const right = both();
      result = result || right;
    }
    return result;
  };
  const result = either();
  if (position !== tokens.length) throw malformed();
  return result;
}

/** Whether a component shows. @throws Error naming what the preview cannot evaluate */
export function isVisible(rule: VisibilityRule, object: string, record: RecordData | undefined): boolean {
  const outcomes = rule.criteria.map(({ leftValue, operator, rightValue }) =>
    compare(leftSide(leftValue, object, record), operator, rightValue ?? '')
  );
  return rule.booleanFilter === undefined ? outcomes.every(Boolean) : combine(rule.booleanFilter, outcomes);
}
