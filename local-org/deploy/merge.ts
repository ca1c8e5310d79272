import { STANDARD_OBJECTS } from '../schema/standard/index';
import type { ComponentFiles, ComponentIdentity, PackageManifest } from '../metadata/mdapi';
import { componentKey, kindOfType, LABELS_FILE, manifestType, memberName, METADATA_TYPES } from '../metadata/mdapi';
import type { ComponentMap } from './org-files';
import { sameFiles } from './org-files';
import { unknownType } from './package-reader';
import type { DeployedPackage, PackageProblem } from './package-reader';
import { keepValues } from './picklists';
import { withoutReferences } from './references';

/** What a deployment does to one component. */
export interface ComponentChange {
  readonly component: ComponentFiles;
  readonly action: 'created' | 'changed' | 'unchanged' | 'deleted';
  /** Stated by the package or its destructive changes; otherwise a consequence of them. */
  readonly stated: boolean;
  /** Of a deletion: the file of the package that states it, or what it is a consequence of. */
  readonly manifest?: string;
}

/** The org's components as they would be after a deployment. */
export interface Merged {
  readonly components: Map<string, ComponentFiles>;
  readonly changes: readonly ComponentChange[];
  /** Objects and fields that are deleted with their data, as `Thing__c` and `Thing__c.Size__c`. */
  readonly removedData: ReadonlySet<string>;
  readonly problems: readonly PackageProblem[];
  readonly warnings: readonly PackageProblem[];
}

/** Puts a package over an org's components. Nothing is checked but what is removed. */
export function merge(present: ComponentMap, deployed: DeployedPackage): Merged {
  return new Merge(present).apply(deployed);
}

class Merge {
  private readonly components: Map<string, ComponentFiles>;
  private readonly changes = new Map<string, ComponentChange>();
  private readonly removedData = new Set<string>();
  private readonly problems: PackageProblem[] = [];
  private readonly warnings: PackageProblem[] = [];

  constructor(private readonly present: ComponentMap) {
    this.components = new Map(present);
  }

  apply({ before, after, components }: DeployedPackage): Merged {
    if (before) this.remove('destructiveChangesPre.xml', before);
    for (const component of components) this.put(component);
    for (const { file, manifest } of after) this.remove(file, manifest);
    return {
      components: this.components,
      changes: [...this.changes.values()],
      removedData: this.removedData,
      problems: this.problems,
      warnings: this.warnings
    };
  }

  private put(component: ComponentFiles): void {
    const key = componentKey(component);
    const before = this.present.get(key);
    const current = this.components.get(key);
    const next = current ? keepValues(current, component) : component;
    const action = !before ? 'created' : sameFiles(before, next) ? 'unchanged' : 'changed';
    // Unchanged components stay where they are: a component of the project's folders does not become a deployed one.
    this.components.set(key, action === 'unchanged' && before ? before : next);
    this.changes.set(key, { component: next, action, stated: true });
  }

  private remove(file: string, manifest: PackageManifest): void {
    const removed: ComponentFiles[] = [];
    for (const { name, members, at } of manifest.types) {
      const kind = kindOfType(name);
      const problem = (fullName: string, text: string): PackageProblem => ({
        file,
        line: at.line,
        column: at.column,
        problem: text,
        componentType: name,
        fullName
      });
      if (!kind && name !== LABELS_FILE.type) {
        this.problems.push(problem(file, unknownType(name, file)));
        continue;
      }
      for (const member of members) {
        if (member === '*') this.problems.push(problem(member, `A wildcard cannot be used in ${file}`));
        else if (name === 'CustomObject' && STANDARD_OBJECTS.some((object) => object.apiName.toLowerCase() === member.toLowerCase()))
          this.problems.push(problem(member, `Cannot delete standard object: ${member}`));
        else {
          const found = this.named(name, member);
          // As the platform reports it: under the manifest's name, without a place in it.
          if (found.length === 0) this.warnings.push({ ...problem(file, `No ${name} named: ${member} found`), line: 0, column: 0 });
          removed.push(...found);
        }
      }
    }
    this.drop(removed, file, true);
    this.drop(
      removed.flatMap((component) => this.goingWith(component)),
      file,
      false
    );
    this.clean(removed);
  }

  private named(type: string, member: string): ComponentFiles[] {
    const all = [...this.components.values()];
    if (type === LABELS_FILE.type) return all.filter(({ kind }) => kind === 'labels');
    return all.filter(
      (component) =>
        [METADATA_TYPES[component.kind].name, manifestType(component.kind)].includes(type) &&
        memberName(component).toLowerCase() === member.toLowerCase()
    );
  }

  /** Parts, layouts and tab of an object that goes. */
  private goingWith({ kind, fullName }: ComponentFiles): ComponentFiles[] {
    if (kind !== 'object') return [];
    return [...this.components.values()].filter(
      (other) =>
        other.object === fullName ||
        (other.kind === 'layout' && other.fullName.startsWith(`${fullName}-`)) ||
        (other.kind === 'tab' && other.fullName === fullName)
    );
  }

  private drop(components: readonly ComponentFiles[], manifest: string, stated: boolean): void {
    for (const component of components) {
      const key = componentKey(component);
      this.components.delete(key);
      this.changes.set(key, { component, action: 'deleted', stated, manifest });
      if (component.kind === 'field' && /__c$/.test(component.fullName)) this.removedData.add(memberName(component));
      if (component.kind !== 'object') continue;
      const stem = component.fullName.replace(/__c$/, '');
      for (const name of [component.fullName, `${stem}__Share`, `${stem}__History`]) this.removedData.add(name);
    }
  }

  private clean(removed: readonly ComponentIdentity[]): void {
    if (removed.length === 0) return;
    for (const [key, component] of this.components) {
      const next = withoutReferences(component, removed);
      if (next === component) continue;
      this.components.set(key, next);
      const known = this.changes.get(key);
      this.changes.set(key, known ? { ...known, component: next } : { component: next, action: 'changed', stated: false });
    }
  }
}
