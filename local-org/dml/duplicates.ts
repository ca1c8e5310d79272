import { quoteName } from '../database';
import type { DuplicateMatch, DuplicateResult, OrgError } from '../errors';
import type { FieldDef } from '../schema/types';
import type { DuplicateRule, DuplicateMatchingRule } from './duplicate-rules';
import type { ObjectPlan } from './plan';
import { IN_LIST } from './rows';
import type { SaveContext } from './save-context';
import { okRows, type SaveRow } from './save-row';

/**
 * Runs the org's duplicate rules, after the validation rules and before the write: new and changed records against those that are
 * stored, not against each other. An alert can be overridden (`DuplicateRuleHeader.allowSave`), a block cannot.
 */
export function checkDuplicates(context: SaveContext, rows: readonly SaveRow[]): void {
  for (const rule of context.core.duplicateRules) {
    if (rule.object.toLowerCase() !== context.plan.object.key) continue;
    const action = context.operation === 'insert' ? rule.onCreate : rule.onEdit;
    if (action === 'Allow' || (action === 'Alert' && context.mode.allowDuplicates)) continue;
    checkRule(context, rule, action === 'Alert', okRows(rows));
  }
}

function checkRule(context: SaveContext, rule: DuplicateRule, allowSave: boolean, rows: readonly SaveRow[]): void {
  const matches = new Map<SaveRow, DuplicateMatch[]>();
  for (const matching of rule.matchingRules) {
    for (const [row, ids] of matchesOf(context, matching, rows)) {
      const { object, name } = matching;
      const match = { entityType: object, rule: name, recordIds: [...ids].sort() };
      matches.set(row, [...(matches.get(row) ?? []), match]);
    }
  }
  for (const [row, found] of matches) {
    row.errors.push(refusal({ duplicateRule: rule.name, entityType: rule.object, message: rule.alertText, allowSave, matches: found }));
  }
}

function refusal(duplicates: DuplicateResult): OrgError {
  return { errorCode: 'DUPLICATES_DETECTED', message: duplicates.message, fields: [], duplicates };
}

function matchesOf(context: SaveContext, matching: DuplicateMatchingRule, rows: readonly SaveRow[]): Map<SaveRow, Set<string>> {
  const found = new Map<SaveRow, Set<string>>();
  const target = context.core.planOf(matching.object);
  if (!target) return found;
  for (const equation of matching.equations) {
    const pairs = equation.map(([own, theirs]) => [context.plan.need(own), target.need(theirs)] as const);
    const asked = rows.filter((row) => isAsked(row, pairs));
    if (asked.length > 0) matchEquation(context, target, pairs, asked, found);
  }
  return found;
}

type FieldPair = readonly [own: FieldDef, theirs: FieldDef];

/** Blank fields match nothing; a record that is changed is asked about only where a field of the equation changes. */
function isAsked(row: SaveRow, pairs: readonly FieldPair[]): boolean {
  return pairs.every(([own]) => row.get(own) !== null) && pairs.some(([own]) => row.prior === null || row.changed(own));
}

/** One query: the stored records whose first field is that of a row; the other fields are compared here. */
function matchEquation(
  { tx }: SaveContext,
  target: ObjectPlan,
  pairs: readonly FieldPair[],
  rows: readonly SaveRow[],
  found: Map<SaveRow, Set<string>>
): void {
  const [first] = pairs;
  if (!first) return;
  const columns = pairs.map(([, theirs]) => quoteName(theirs.apiName));
  const live = target.isDeleted ? ' AND IsDeleted = 0' : '';
  const open = target.object.field('IsConverted') ? ' AND IsConverted = 0' : '';
  const values = JSON.stringify([...new Set(rows.map((row) => fold(row.get(first[0]))))]);
  const stored = new Map<string, string[]>();
  for (const record of tx.db.all(
    `SELECT Id, ${columns.join(', ')} FROM ${target.table} WHERE lower(${columns[0]}) ${IN_LIST}${live}${open}`,
    [values]
  )) {
    const key = pairs.map(([, theirs]) => fold(record[theirs.apiName])).join('\0');
    stored.set(key, [...(stored.get(key) ?? []), String(record['Id'])]);
  }
  for (const row of rows) {
    const others = (stored.get(pairs.map(([own]) => fold(row.get(own))).join('\0')) ?? []).filter((id) => id !== row.record.id);
    if (others.length > 0) found.set(row, new Set([...(found.get(row) ?? []), ...others]));
  }
}

const fold = (value: unknown): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();
