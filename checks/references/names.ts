import { folderTree, readMetadata } from '../../local-org/metadata';
import type { FileTree } from '../../local-org/metadata';
import { parseXml, type XmlElement } from '../../local-org/metadata/xml';
import type { FieldDef, Schema } from '../../local-org/schema/types';
import { filesIn, readText, type Project } from '../gate';

/** Kinds of component that others name, by the suffix of their files. */
const SUFFIXES = {
  application: 'app-meta.xml',
  class: 'cls-meta.xml',
  customPermission: 'customPermission-meta.xml',
  flow: 'flow-meta.xml',
  page: 'flexipage-meta.xml',
  permissionSet: 'permissionset-meta.xml',
  queue: 'queue-meta.xml',
  staticResource: 'resource-meta.xml',
  tab: 'tab-meta.xml',
  component: 'js-meta.xml'
} as const;

export type ComponentKind = keyof typeof SUFFIXES;

export interface XmlFile {
  readonly file: string;
  /** `CustomField` and the like. */
  readonly root: XmlElement;
  /** The component's name from the file's name, percent-decoded. */
  readonly name: string;
  /** For parts of objects: the object of their folder. */
  readonly object: string;
}

/** Everything that a project declares, and the standard objects. Names are looked up without regard to case. */
export class ProjectNames {
  readonly schema: Schema;
  readonly xml: readonly XmlFile[];
  /** Labels with the places of their declarations. */
  readonly labels: ReadonlyMap<string, XmlElement>;
  private readonly components = new Map<ComponentKind, Map<string, XmlFile>>();
  private readonly customNames = new Set<string>();

  /** @throws MetadataError where the objects cannot be read */
  constructor(readonly project: Project) {
    this.schema = readMetadata(objectFiles(project), { apiVersion: Number(project.apiVersion) }).schema;
    this.xml = filesIn(project, project.directories)
      .filter((file) => file.endsWith('-meta.xml'))
      .map((file) => readXml(project, file));
    for (const kind of Object.keys(SUFFIXES) as ComponentKind[]) {
      const found = this.xml.filter(({ file }) => file.endsWith(`.${SUFFIXES[kind]}`));
      this.components.set(kind, new Map(found.map((xml) => [xml.name.toLowerCase(), xml])));
    }
    const labels = this.xml.filter(({ root }) => root.name === 'CustomLabels').flatMap(({ root }) => all(root, 'labels'));
    this.labels = new Map(labels.map((label) => [(textOf(label, 'fullName') ?? '').toLowerCase(), label]));
    for (const object of this.schema.objects) {
      this.customNames.add(object.key);
      for (const field of object.fields) {
        this.customNames.add(field.key);
        if (field.relationshipName !== undefined) this.customNames.add(field.relationshipName.toLowerCase());
      }
      for (const { relationshipName } of object.childRelationships) {
        if (relationshipName !== undefined) this.customNames.add(relationshipName.toLowerCase());
      }
    }
  }

  has(kind: ComponentKind, name: string): boolean {
    return this.components.get(kind)?.has(name.toLowerCase()) ?? false;
  }

  file(kind: ComponentKind, name: string): XmlFile | undefined {
    return this.components.get(kind)?.get(name.toLowerCase());
  }

  /** Whether some object, field or relationship has this name, such as `Score__c` or `Visits__r`. */
  hasCustomName(name: string): boolean {
    return this.customNames.has(name.toLowerCase());
  }

  /** The field at the end of a path such as `Owner.Name`, from an object; `undefined` where there is none. */
  field(object: string, path: string): FieldDef | undefined {
    const [first = '', ...rest] = path.split('.');
    const from = this.schema.object(object);
    if (rest.length === 0) return from?.field(first);
    const reference = from?.parentRelationship(first);
    for (const target of reference?.referenceTo ?? []) {
      const found = this.field(target, rest.join('.'));
      if (found) return found;
    }
    return undefined;
  }
}

/** Objects, their parts and value sets: what a schema is made of. */
function objectFiles(project: Project): FileTree {
  const tree = folderTree(project.root, project.directories);
  const paths = tree
    .paths()
    .filter((file) => /\/(objects|globalValueSets|standardValueSets)\//.test(file) && !file.includes('/listViews/'));
  return { ...tree, paths: () => paths, display: (file) => file };
}

function readXml(project: Project, file: string): XmlFile {
  const stem = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+-meta\.xml$/, '');
  const object = /\/objects\/([^/]+)\//.exec(file)?.[1] ?? '';
  return { file, root: parseXml(file, readText(project, file)), name: decodeURIComponent(stem), object };
}

/** The elements of this name directly inside. */
export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The elements at the end of a path of names. */
export function at(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  return path.reduce((elements, name) => elements.flatMap((each) => all(each, name)), [element]);
}

/** The text of the only element of this name directly inside. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return all(element, name)[0]?.text.trim();
}

/** An element and all below it. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}
