import { parseXml } from '../../local-org/metadata/xml';
import { readText, type Project } from '../gate';
import { all, textOf } from '../references/names';
import { roomOf } from './order';

/** What can be used by name across rooms. */
export type Kind =
  | 'class'
  | 'component'
  | 'object'
  | 'field'
  | 'relationship'
  | 'label'
  | 'customPermission'
  | 'page'
  | 'tab'
  | 'application'
  | 'permissionSet'
  | 'flow'
  | 'queue'
  | 'staticResource'
  | 'valueSet';

/** Components whose name is that of their file. */
const FILES: readonly (readonly [kind: Kind, pattern: RegExp])[] = [
  ['class', /\/(\w+)\.cls$/],
  ['component', /\/lwc\/(\w+)\/\1\.js-meta\.xml$/],
  ['object', /\/objects\/(\w+__\w+)\/\1\.object-meta\.xml$/],
  ['customPermission', /\/(\w+)\.customPermission-meta\.xml$/],
  ['page', /\/(\w+)\.flexipage-meta\.xml$/],
  ['tab', /\/(\w+)\.tab-meta\.xml$/],
  ['application', /\/(\w+)\.app-meta\.xml$/],
  ['permissionSet', /\/(\w+)\.permissionset-meta\.xml$/],
  ['flow', /\/(\w+)\.flow-meta\.xml$/],
  ['queue', /\/(\w+)\.queue-meta\.xml$/],
  ['staticResource', /\/(\w+)\.resource-meta\.xml$/],
  ['valueSet', /\/(\w+)\.globalValueSet-meta\.xml$/]
];

const FIELD = /\/objects\/(\w+)\/fields\/(\w+__c)\.field-meta\.xml$/;

/** Which rooms own a name. Names are looked up without regard to case. */
export class Owners {
  private readonly rooms = new Map<string, Set<string>>();

  constructor(project: Project, files: readonly string[]) {
    for (const file of files) {
      const room = roomOf(file);
      if (room === undefined) continue;
      for (const [kind, pattern] of FILES) {
        const name = pattern.exec(file)?.[1];
        if (name !== undefined) this.add(kind, name, room);
      }
      const [, object, field] = FIELD.exec(file) ?? [];
      if (object !== undefined && field !== undefined) this.addField(project, file, object, field, room);
      if (file.endsWith('.labels-meta.xml')) {
        const root = parseXml(file, readText(project, file));
        for (const label of all(root, 'labels')) this.add('label', textOf(label, 'fullName') ?? '', room);
      }
    }
  }

  /** Several where rooms own fields of the same name on different objects; none where the package has nothing of that name. */
  of(kind: Kind, name: string): readonly string[] {
    return [...(this.rooms.get(keyOf(kind, name)) ?? [])];
  }

  private add(kind: Kind, name: string, room: string): void {
    const key = keyOf(kind, name);
    this.rooms.set(key, (this.rooms.get(key) ?? new Set()).add(room));
  }

  /** A field is known by its own name, with its object's, and by the names of the relationship in both directions. */
  private addField(project: Project, file: string, object: string, field: string, room: string): void {
    this.add('field', field, room);
    this.add('field', `${object}.${field}`, room);
    this.add('relationship', field.replace(/__c$/, '__r'), room);
    const children = textOf(parseXml(file, readText(project, file)), 'relationshipName');
    if (children !== undefined) this.add('relationship', `${children}__r`, room);
  }
}

const keyOf = (kind: Kind, name: string): string => `${kind} ${name.toLowerCase()}`;
