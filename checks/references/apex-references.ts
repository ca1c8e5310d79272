import type { Call, CompilationUnit, Literal, Member, Soql, TypeDeclaration } from '../../local-org/apex/syntax/ast';
import { parseClass, parseTrigger } from '../../local-org/apex/syntax/parser';
import { ApexCompileError } from '../../local-org/apex/types';
import { Formulas } from '../../local-org/dml/formula/formulas';
import { SqlTranslator } from '../../local-org/dml/formula/sql';
import { NO_GLOBALS } from '../../local-org/dml/formula/types';
import { OrgException } from '../../local-org/errors';
import { SoqlEngine, SYSTEM_ACCESS } from '../../local-org/soql';
import { filesIn, positionAt, readText } from '../gate';
import { constantsOf, everyNode, fixedText, type ApexNode, type Constants } from './apex-tree';
import type { ProjectNames } from './names';
import type { Place, Report } from './report';

/** Methods whose first argument is a query. */
const QUERY_METHODS = new Set([
  'query',
  'querywithbinds',
  'getquerylocator',
  'getquerylocatorwithbinds',
  'countquery',
  'countquerywithbinds'
]);

export interface ApexFile {
  readonly file: string;
  readonly text: string;
  readonly unit: CompilationUnit;
}

/** Parses all Apex. A file that cannot be read is a finding. */
export function readApex(names: ProjectNames, report: Report): ApexFile[] {
  const { project } = names;
  return filesIn(project, project.directories).flatMap((file): ApexFile[] => {
    const parse = file.endsWith('.cls') ? parseClass : file.endsWith('.trigger') ? parseTrigger : undefined;
    if (!parse) return [];
    const text = readText(project, file);
    try {
      return [{ file, text, unit: parse(text, file) }];
    } catch (error) {
      if (!(error instanceof ApexCompileError)) throw error;
      report.add(error.position, 'apex-syntax', error.problem);
      return [];
    }
  });
}

export function classesOf(files: readonly ApexFile[]): Map<string, TypeDeclaration> {
  return new Map(
    files.flatMap(({ unit }): [string, TypeDeclaration][] =>
      unit.kind === 'trigger' || unit.kind === 'anonymous' ? [] : [[unit.name.toLowerCase(), unit]]
    )
  );
}

/** Every query and every name of a label, class, object or field that Apex has in it. */
export class ApexReferences {
  private readonly soql: SoqlEngine;

  constructor(
    private readonly names: ProjectNames,
    private readonly report: Report
  ) {
    this.soql = new SoqlEngine(names.schema, new SqlTranslator(new Formulas(names.schema, NO_GLOBALS, () => new Map())));
  }

  check(source: ApexFile): void {
    const { unit } = source;
    const constants = unit.kind === 'trigger' || unit.kind === 'anonymous' ? new Map<string, never>() : constantsOf(unit);
    for (const node of everyNode(unit)) {
      if (is<Soql>(node, 'soql')) this.checkInline(source, node);
      else if (is<Call>(node, 'call')) this.checkCall(source, node, constants);
      else if (is<Member>(node, 'member')) this.checkMember(source, node);
      else if (is<Literal>(node, 'literal') && node.type === 'String') this.checkText(source, node);
    }
  }

  private checkInline(source: ApexFile, query: Soql): void {
    // Binds become names of the same length, so that places stay where they are.
    let text = query.text;
    for (const { start, end } of query.binds) {
      const from = start - query.start;
      const length = end - start;
      text = text.slice(0, from) + ':b'.padEnd(length).slice(0, Math.max(length, 2)) + text.slice(from + length);
    }
    this.checkQuery(text, (offset) => ({ file: source.file, ...positionAt(source.text, query.start + offset) }));
  }

  private checkQuery(text: string, placeOf: (offset: number) => Place): void {
    try {
      this.soql.prepare(text, SYSTEM_ACCESS);
    } catch (error) {
      if (!(error instanceof OrgException)) throw error;
      const [, row, column] = /ERROR at Row:(\d+):Column:(\d+)/.exec(error.message) ?? [];
      const offset = row === undefined ? 0 : offsetOf(text, Number(row), Number(column));
      const message = error.message.slice(error.message.lastIndexOf('\n') + 1);
      this.report.add(placeOf(offset), 'soql', `${error.errorCode}: ${message}`);
    }
  }

  private checkCall(source: ApexFile, call: Call, constants: Constants): void {
    const place = placeIn(source, call);
    const target = call.target?.kind === 'name' ? call.target.name.toLowerCase() : '';
    const name = call.name.toLowerCase();
    const [first] = call.args;
    const text = first && fixedText(first, constants);
    if (text === undefined) return;
    if (target === 'database' && QUERY_METHODS.has(name)) this.checkQuery(text, () => place);
    else if (target === 'type' && name === 'forname' && call.args.length === 1) {
      const known = this.names.has('class', text.split('.')[0] ?? text);
      this.report.need(known, place, 'unknown-class', `there is no class ${text}`);
    } else if (target === 'featuremanagement' && name === 'checkpermission') {
      this.report.need(this.names.has('customPermission', text), place, 'unknown-customPermission', `there is no customPermission ${text}`);
    }
  }

  /** `Label.Name`, `System.Label.Name`, and members with the names of custom fields and relationships. */
  private checkMember(source: ApexFile, { at, target, name }: Member): void {
    const place = placeIn(source, { at });
    const ofLabel =
      (target.kind === 'name' && target.name.toLowerCase() === 'label') ||
      (target.kind === 'member' && target.name.toLowerCase() === 'label' && target.target.kind === 'name');
    if (ofLabel) this.report.need(this.names.labels.has(name.toLowerCase()), place, 'unknown-label', `there is no label ${name}`);
    this.checkCustomNames(name, place);
  }

  /** Texts name fields too: `put('Score__c', …)`, `'Lead.Lockstep_Score__c'`, parts of queries. */
  private checkText(source: ApexFile, literal: Literal): void {
    this.checkCustomNames(literal.value, placeIn(source, literal));
  }

  private checkCustomNames(text: string, place: Place): void {
    for (const [name] of text.matchAll(/\b[A-Za-z]\w*?__(?:c|r|mdt|e)\b/gi)) {
      this.report.need(this.names.hasCustomName(name), place, 'unknown-name', `there is nothing named ${name}`);
    }
  }
}

function is<T extends ApexNode & { readonly kind: string }>(node: ApexNode, kind: T['kind']): node is T {
  return node.kind === kind;
}

const placeIn = ({ file }: ApexFile, { at }: ApexNode): Place => ({ file, line: at.line, column: at.column });

function offsetOf(text: string, row: number, column: number): number {
  const before = text.split('\n').slice(0, row - 1);
  return before.reduce((sum, line) => sum + line.length + 1, 0) + column - 1;
}
