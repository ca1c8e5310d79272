import { ApexProgramError } from '../apex/program';
import { alterTables, LayoutRefused, readLayout } from '../database';
import type { Transaction } from '../database/types';
import { OrgException } from '../errors';
import type { ComponentFiles } from '../metadata/mdapi';
import { componentKey } from '../metadata/mdapi';
import type { OrgMetadata } from '../metadata/types';
import type { OrgRooms } from '../rooms';
import { bringRowsUpToDate } from './existing-rows';
import { FileIndex } from './checked-metadata';
import type { DeploymentHost } from './host';
import type { Merged } from './merge';
import type { PackageProblem } from './package-reader';

/** Component errors, thrown so that the transaction rolls back. */
export class ComponentsRefused extends Error {
  constructor(readonly problems: readonly PackageProblem[]) {
    super(problems.map(({ problem }) => problem).join('\n'));
  }
}

/**
 * Brings the open transaction's database up to merged metadata and builds the rooms for it.
 * @throws ComponentsRefused for tables that would lose data, Apex that does not compile, formulas that cannot run
 */
export function applyMetadata(tx: Transaction, host: DeploymentHost, metadata: OrgMetadata, merged: Merged): OrgRooms {
  const find = new ComponentFinder(merged.components, host.places.display);
  const tables = refusalsOf(() => changeTables(tx, metadata, merged, find));
  const built = build(host, metadata, find);
  const problems = [...tables, ...built.problems];
  if (problems.length > 0 || !built.rooms) throw new ComponentsRefused(problems);
  host.syncRows(metadata);
  bringRowsUpToDate(tx, host.metadata.schema, built.rooms);
  return built.rooms;
}

/** What is wrong with the Apex and the formulas of metadata that will not come into force. */
export function programProblems(host: DeploymentHost, metadata: OrgMetadata, { components }: Merged): readonly PackageProblem[] {
  return build(host, metadata, new ComponentFinder(components, host.places.display)).problems;
}

interface Built {
  readonly rooms?: OrgRooms;
  readonly problems: readonly PackageProblem[];
}

function build(host: DeploymentHost, metadata: OrgMetadata, find: ComponentFinder): Built {
  let rooms: OrgRooms;
  try {
    rooms = host.build(metadata);
  } catch (error) {
    if (!(error instanceof ApexProgramError)) throw error;
    const apex = error.problems.map(({ position, problem }) => find.index.problem(position.file, position.line, position.column, problem));
    // Formulas do not depend on Apex, so their errors are reported as well.
    return { problems: [...apex, ...formulaProblems(host.build({ ...metadata, apex: [] }), find)] };
  }
  return { rooms, problems: formulaProblems(rooms, find) };
}

const formulaProblems = (rooms: OrgRooms, find: ComponentFinder): PackageProblem[] =>
  rooms.dml.formulaProblems().map((problem) => find.formulaProblem(problem));

function refusalsOf(work: () => void): readonly PackageProblem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ComponentsRefused) return error.problems;
    throw error;
  }
}

function changeTables({ db }: Transaction, metadata: OrgMetadata, { removedData }: Merged, find: ComponentFinder): void {
  const layout = readLayout(db);
  if (!layout || (layout.schemaHash === metadata.schema.hash && removedData.size === 0)) return;
  // Shares of an object that is now public have no effect.
  const shares = [...layout.keyPrefixes.keys()].filter((name) => name.endsWith('__Share') && !metadata.schema.object(name));
  try {
    alterTables(db, layout, metadata.schema, { removed: new Set([...removedData, ...shares]), shortenWhereItFits: true });
  } catch (error) {
    if (error instanceof LayoutRefused) {
      const advice = 'Its records would lose data; delete the field with destructive changes if that is what you want';
      throw new ComponentsRefused(error.refusals.map(({ object, field, problem }) => find.ofField(object, field, `${problem}. ${advice}`)));
    }
    if (error instanceof OrgException && error.errorCode === 'DUPLICATE_VALUE') {
      const [object = '', field = ''] = error.message.split(' ')[0]?.split('.') ?? [];
      throw new ComponentsRefused([find.ofField(object, field, error.message)]);
    }
    throw error;
  }
}

/** Finds the component of a problem. */
class ComponentFinder {
  readonly index: FileIndex;

  constructor(
    private readonly components: ReadonlyMap<string, ComponentFiles>,
    private readonly display: (path: string) => string
  ) {
    this.index = new FileIndex(components.values(), display);
  }

  /** A problem of a field, or of an object where `field` is empty. */
  ofField(object: string, field: string, problem: string): PackageProblem {
    return this.at(
      [componentKey({ kind: 'field', object, fullName: field }), componentKey({ kind: 'object', object, fullName: object })],
      field === '' ? object : `${object}.${field}`,
      problem
    );
  }

  /** @param problem `Object.Field: …` or `Object, validation rule Name: …` */
  formulaProblem(problem: string): PackageProblem {
    const rule = /^(\w+), validation rule (\w+): ([\s\S]*)$/.exec(problem);
    if (rule) {
      const [, object = '', fullName = '', text = ''] = rule;
      return this.at([componentKey({ kind: 'validationRule', object, fullName })], `${object}.${fullName}`, text);
    }
    const field = /^(\w+)\.(\w+)(?:, default value)?: ([\s\S]*)$/.exec(problem);
    return field ? this.ofField(field[1] ?? '', field[2] ?? '', field[3] ?? '') : this.at([], '', problem);
  }

  private at(keys: readonly string[], fullName: string, problem: string): PackageProblem {
    const component = keys.map((key) => this.components.get(key)).find((found) => found !== undefined);
    const file = component?.files[0];
    if (!file) return { file: '', line: 0, column: 0, problem, componentType: '', fullName };
    return this.index.problem(this.display(file.path), 2, 1, problem);
  }
}
