import { createHash } from 'node:crypto';
import { buildSchema } from '../schema/build';
import { STANDARD_VALUE_SET_NAMES, standardValueSets } from '../schema/standard/value-sets';
import type { PicklistValue, Schema } from '../schema/types';
import { indexComponents } from './components';
import type { Component, ComponentIndex, ComponentKind } from './components';
import { ContentReader } from './contents';
import { readCustomMetadata, toRecord } from './custom-metadata';
import { customField, globalValueSet, standardValueSet } from './field-shape';
import { nameProblem } from './full-names';
import { checkedLayout } from './layouts';
import { readListView } from './list-views';
import { pageOverrides, readApp, readTab } from './navigation-readers';
import { compactLayout, customObject, listView, recordType, validationRule } from './object-shape';
import { ObjectParts, ObjectSpecifications } from './objects';
import { readFlexiPage, readLayout } from './page-readers';
import { readCustomPermission, readPermissionSet, readPermissionSetGroup } from './permission-readers';
import { ReferenceChecker } from './references';
import type { Placed } from './references';
import { readAnalytics } from './reports';
import { refuse, root } from './shape';
import type { ElementReader } from './shape';
import { readLabels, readNotificationType } from './text-readers';
import type { CustomLabel, FileTree, FlexiPageDef, OpaqueMetadata, OrgMetadata, TabDef } from './types';
import { inOrder, picklistValue, standardPicklistValue } from './value-sets';
import type { ValueSets } from './value-sets';
import { parseXml } from './xml';
import type { XmlElement } from './xml';

export interface ReadOptions {
  /** `sourceApiVersion` of the project. */
  readonly apiVersion: number;
  /** Key prefixes of an existing database, by API name (see `allocatedPrefixes`). */
  readonly previousPrefixes?: ReadonlyMap<string, string>;
}

/** Kinds kept as paths only, with the root element they must have. */
const OPAQUE: Partial<Record<ComponentKind, string>> = {
  pathAssistant: 'PathAssistant',
  prompt: 'Prompt',
  quickAction: 'QuickAction'
};

/**
 * Reads and checks a project's metadata: each element by its type, each reference by whether it exists.
 * @throws MetadataError with file, line and column for the first thing that is wrong or not supported
 */
export function readMetadata(tree: FileTree, options: ReadOptions): OrgMetadata {
  return new MetadataReader(tree, options).read();
}

const byFullName = (a: { readonly fullName: string }, b: { readonly fullName: string }): number => compare(a.fullName, b.fullName);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class MetadataReader {
  private readonly index: ComponentIndex;
  private readonly elements = new Map<Component, XmlElement>();
  private readonly contents: ContentReader;
  private readonly hash = createHash('sha256');

  constructor(
    private readonly tree: FileTree,
    private readonly options: ReadOptions
  ) {
    this.index = indexComponents(tree);
    this.contents = new ContentReader(tree, this.index);
    this.hash.update(String(options.apiVersion));
    for (const component of this.index.components) {
      const source = tree.readText(component.path);
      this.hash.update(component.path).update('\0').update(source).update('\0');
      this.elements.set(component, parseXml(tree.display(component.path), source));
    }
    for (const file of [...this.index.contents.values()].flat()) this.hash.update(file).update('\0').update(tree.read(file)).update('\0');
  }

  read(): OrgMetadata {
    const tabs = this.all('tab', (component, element) => readTab(component.fullName)(element));
    const parts = this.objectParts();
    const schema = this.schema(parts, tabs);
    const permissionSets = this.all('permissionset', (component, element) => readPermissionSet(component.fullName)(element));
    const groups = this.all('permissionsetgroup', (component, element) => readPermissionSetGroup(component.fullName)(element));
    const apps = this.all('app', (component, element) => readApp(component.fullName)(element));
    const metadata: OrgMetadata = {
      schema,
      labels: this.labels(),
      permissionSets: permissionSets.map((set) => set.definition).sort(byFullName),
      permissionSetGroups: groups.map((group) => group.definition).sort(byFullName),
      customMetadataRecords: this.all('md', (component, element) => toRecord(component.fullName, readCustomMetadata(element), schema)).sort(
        (a, b) => compare(a.type, b.type) || compare(a.developerName, b.developerName)
      ),
      apex: [
        ...this.all('cls', (component, element) => this.contents.apex(component, element)),
        ...this.all('trigger', (component, element) => this.contents.apex(component, element))
      ].sort(byFullName),
      lwc: this.all('js', (component, element) => this.contents.bundle(component, element)).sort((a, b) => compare(a.name, b.name)),
      flexiPages: this.all('flexipage', (component, element) =>
        checkedPage(readFlexiPage(component.fullName)(element), element, schema)
      ).sort(byFullName),
      tabs: tabs.map((tab) => labelled(tab, schema)).sort(byFullName),
      apps: apps.map((app) => app.definition).sort(byFullName),
      layouts: this.all('layout', (component, element) => checkedLayout(readLayout(component.fullName)(element), element, schema)).sort(
        byFullName
      ),
      listViews: [...parts.values()]
        .flatMap(({ apiName, listViews }) => [...listViews].map(([fullName, element]) => readListView(apiName, fullName, element, schema)))
        .sort((a, b) => compare(a.object, b.object) || byFullName(a, b)),
      staticResources: this.all('resource', (component, element) => this.contents.staticResource(component, element)).sort(byFullName),
      customPermissions: this.all('customPermission', (component, element) => readCustomPermission(component.fullName)(element)).sort(
        byFullName
      ),
      notificationTypes: this.all('notiftype', (component, element) => readNotificationType(component.fullName)(element)).sort(byFullName),
      objectPages: [...parts.values()]
        .flatMap((part) => pageOverrides(part.actionOverrides, () => part.apiName))
        .sort((a, b) => compare(a.object, b.object)),
      opaque: this.opaque(),
      analytics: readAnalytics((kind) => this.all(kind, ({ fullName }, element) => ({ fullName, element })), schema),
      apiVersion: this.options.apiVersion,
      hash: this.hash.digest('hex')
    };
    this.contents.checkNothingLeft();

    const references = new ReferenceChecker(metadata);
    for (const set of permissionSets) set.references.forEach((reference) => references.permission(reference));
    permissionSets.forEach((set) => references.objectRights(set));
    for (const { definition, at } of groups) definition.permissionSets.forEach((name) => references.permissionSet(name, at));
    tabs.forEach((tab) => references.tabTarget(tab));
    apps.forEach((app) => references.app(app));
    for (const part of parts.values()) {
      for (const override of part.actionOverrides)
        if (override.content !== undefined && override.type !== 'Default') references.page(override.content, override.at);
    }
    return metadata;
  }

  /** Reads all components of a kind. A name inside the file must be that of the file. */
  private all<T>(kind: ComponentKind, read: (component: Component, element: XmlElement) => T): T[] {
    const results: T[] = [];
    for (const [component, element] of this.elements) {
      if (component.kind !== kind) continue;
      checkFullName(component, element);
      results.push(read(component, element));
    }
    return results;
  }

  private objectParts(): Map<string, ObjectParts> {
    const parts = new Map<string, ObjectParts>();
    const of = (object: string): ObjectParts => {
      const known = parts.get(object) ?? new ObjectParts(object);
      parts.set(object, known);
      return known;
    };
    const readPart = <T>(
      kind: ComponentKind,
      rootName: string,
      read: ElementReader<T>,
      target: (parts: ObjectParts) => Map<string, T>
    ): void => {
      this.all(kind, (component, element) => target(of(component.object)).set(component.fullName, root(rootName, read)(element)));
    };
    this.all('object', (component, element) => of(component.object).setObject(root('CustomObject', customObject)(element)));
    readPart('field', 'CustomField', customField, (object) => object.fields);
    readPart('validationRule', 'ValidationRule', validationRule, (object) => object.validationRules);
    readPart('recordType', 'RecordType', recordType, (object) => object.recordTypes);
    readPart('compactLayout', 'CompactLayout', compactLayout, (object) => object.compactLayouts);
    readPart('listView', 'ListView', listView, (object) => object.listViews);
    return parts;
  }

  private valueSets(): { all: ValueSets; ofProject: Map<string, readonly PicklistValue[]> } {
    const global = new Map(
      this.all('globalValueSet', (component, element): [string, PicklistValue[]] => {
        const set = root('GlobalValueSet', globalValueSet)(element);
        return [component.fullName, inOrder(set.customValue.map(picklistValue), set.sorted)];
      })
    );
    const ofProject = new Map(
      this.all('standardValueSet', (component, element): [string, PicklistValue[]] => {
        if (!STANDARD_VALUE_SET_NAMES.has(component.fullName))
          throw refuse(element.at, `the embedded org has no standard value set ${component.fullName}`);
        const set = root('StandardValueSet', standardValueSet)(element);
        return [
          component.fullName,
          inOrder(
            set.standardValue.map((value) => standardPicklistValue(component.fullName, value)),
            set.sorted
          )
        ];
      })
    );
    return { all: { global, standard: new Map([...standardValueSets(), ...ofProject]) }, ofProject };
  }

  private schema(parts: ReadonlyMap<string, ObjectParts>, tabs: readonly Placed<TabDef>[]): Schema {
    const valueSets = this.valueSets();
    const tabbed = new Set(tabs.filter((tab) => tab.definition.kind === 'object').map((tab) => tab.definition.target));
    const specifications = new ObjectSpecifications(parts, valueSets.all, tabbed);
    return buildSchema({
      custom: specifications.custom(),
      extensions: specifications.extensions(),
      standardValueSets: valueSets.ofProject,
      ...(this.options.previousPrefixes === undefined ? {} : { previousPrefixes: this.options.previousPrefixes })
    });
  }

  private labels(): CustomLabel[] {
    const labels = new Map<string, CustomLabel>();
    for (const { definition, at } of this.all('labels', (_component, element) => readLabels(element)).flat()) {
      const problem = nameProblem({ kind: 'labels', object: '', fullName: definition.fullName });
      if (problem !== undefined) throw refuse(at, problem);
      const key = definition.fullName.toLowerCase();
      if (labels.has(key)) throw refuse(at, `label ${definition.fullName} is twice`);
      labels.set(key, definition);
    }
    return [...labels.values()].sort(byFullName);
  }

  private opaque(): OpaqueMetadata[] {
    const found: OpaqueMetadata[] = [];
    for (const [component, element] of this.elements) {
      const type = OPAQUE[component.kind];
      if (type === undefined) continue;
      if (element.name !== type) throw refuse(element.at, `the file must hold a ${type}, not a ${element.name}`);
      checkFullName(component, element);
      found.push({ type, fullName: component.fullName, path: this.tree.display(component.path) });
    }
    return found.sort((a, b) => compare(a.type, b.type) || byFullName(a, b));
  }
}

function checkFullName(component: Component, element: XmlElement): void {
  const problem = component.kind === 'labels' ? undefined : nameProblem(component);
  if (problem !== undefined) throw refuse(element.at, problem);
  const stated = element.children.find((child) => child.name === 'fullName');
  if (!stated || component.kind === 'md') return;
  const value = stated.text.trim();
  if (value !== component.fullName) throw refuse(stated.at, `the fullName ${value} is not that of the file, ${component.fullName}`);
}

/** An object's tab has the object's label. */
function labelled({ definition }: Placed<TabDef>, schema: Schema): TabDef {
  if (definition.kind !== 'object' || definition.label !== '') return definition;
  return { ...definition, label: schema.object(definition.target)?.pluralLabel ?? definition.target };
}

function checkedPage(page: FlexiPageDef, element: XmlElement, schema: Schema): FlexiPageDef {
  if (page.sobjectType !== undefined && !schema.object(page.sobjectType)) {
    throw refuse(element.at, `page ${page.fullName}: there is no object ${page.sobjectType}`);
  }
  return page;
}
