import type { ComponentFile, ComponentFiles } from '../metadata/mdapi';
import { componentKey, componentTree, memberName, METADATA_TYPES } from '../metadata/mdapi';
import { layoutProblems } from '../metadata/layout-rules';
import { readMetadata } from '../metadata/read-metadata';
import type { ReadOptions } from '../metadata/read-metadata';
import { parseXml } from '../metadata/xml';
import { MetadataError } from '../errors';
import type { FilePlaces, OrgMetadata } from '../metadata/types';
import type { ComponentMap } from './org-files';
import type { PackageProblem } from './package-reader';

/** How many components are reported at most before the rest is left for the next deployment. */
const MOST_PROBLEMS = 50;

export interface Checked {
  /** Without what is refused; `undefined` where the rest cannot be read for itself. */
  readonly metadata: OrgMetadata | undefined;
  readonly problems: readonly PackageProblem[];
}

/** Kinds that only the user interface needs: without a refused one, the rest can still be checked. */
const LEAVES: readonly ComponentFiles['kind'][] = ['compactLayout', 'layout', 'listView', 'permissionset', 'validationRule'];

/** Finds the component that a message about a file means. */
export class FileIndex {
  private readonly byDisplay = new Map<string, { readonly component: ComponentFiles; readonly file: ComponentFile }>();

  constructor(components: Iterable<ComponentFiles>, display: (path: string) => string) {
    for (const component of components) for (const file of component.files) this.byDisplay.set(display(file.path), { component, file });
  }

  /** The component of a file, by the name that messages show. */
  component(display: string): ComponentFiles | undefined {
    return this.byDisplay.get(display)?.component;
  }

  /** A message at a place of a file, as the deployed package has it. */
  problem(display: string, line: number, column: number, problem: string): PackageProblem {
    const found = this.byDisplay.get(display);
    if (!found) return { file: display, line, column, problem, componentType: '', fullName: display };
    const { component, file } = found;
    return {
      file: file.origin.file,
      line: file.origin.line(line),
      column,
      problem,
      componentType: METADATA_TYPES[component.kind].name,
      fullName: memberName(component)
    };
  }
}

/**
 * Reads and checks all of the org's components as they would be. To report more than the first thing that is wrong, a deployed
 * component that is refused gives way to the org's present one, and what remains is read again.
 */
export function checkMetadata(
  merged: ComponentMap,
  present: ComponentMap,
  stated: ReadonlySet<string>,
  places: FilePlaces,
  options: ReadOptions
): Checked {
  const components = new Map(merged);
  const problems: PackageProblem[] = [];
  const refusedKeys = new Set<string>();
  for (;;) {
    try {
      const metadata = readMetadata(componentTree(components.values(), places), options);
      const layouts = [...stated].flatMap((key) => (refusedKeys.has(key) ? [] : (components.get(key) ?? [])));
      return { metadata, problems: [...problems, ...layouts.flatMap((layout) => ofLayout(layout, metadata, places))] };
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      const index = new FileIndex(components.values(), places.display);
      problems.push(index.problem(error.file, error.line, error.column, error.problem));
      const refused = index.component(error.file);
      const key = refused && componentKey(refused);
      const stays = !refused || key === undefined || problems.length >= MOST_PROBLEMS;
      if (stays || (!LEAVES.includes(refused.kind) && (!stated.has(key) || components.get(key) === present.get(key)))) {
        return { metadata: undefined, problems };
      }
      refusedKeys.add(key);
      giveWay(components, present, refused);
    }
  }
}

/** What the platform refuses of a layout that a package states; layouts that are there already follow their fields. */
function ofLayout(layout: ComponentFiles, { schema }: OrgMetadata, { display }: FilePlaces): PackageProblem[] {
  const [file] = layout.files;
  const object = schema.object(layout.fullName.split('-')[0] ?? '');
  if (layout.kind !== 'layout' || !file || !object) return [];
  const name = display(file.path);
  const index = new FileIndex([layout], display);
  return layoutProblems(parseXml(name, Buffer.from(file.content).toString('utf8')), object).map(({ at, problem }) =>
    index.problem(name, at.line, at.column, problem)
  );
}

/** If an object is refused, its new parts are left out; otherwise each would be refused because the object is missing. */
function giveWay(components: Map<string, ComponentFiles>, present: ComponentMap, refused: ComponentFiles): void {
  const refusedKey = componentKey(refused);
  if (components.get(refusedKey) === present.get(refusedKey)) {
    components.delete(refusedKey);
    return;
  }
  for (const [key, component] of components) {
    if (component !== refused && !(refused.kind === 'object' && component.object === refused.object)) continue;
    const before = present.get(key);
    if (before) components.set(key, before);
    else components.delete(key);
  }
}
