import type { ComponentFiles, ComponentIdentity } from '../metadata/mdapi';
import { memberName, METADATA_TYPES, without } from '../metadata/mdapi';
import type { XmlElement } from '../metadata/xml';
import { parsed } from './parsed';

/** In permission sets: the element of an entry and of the name in it, by what is removed. */
const PERMISSIONS: Readonly<Record<string, readonly [entry: string, name: string]>> = {
  CustomField: ['fieldPermissions', 'field'],
  CustomObject: ['objectPermissions', 'object'],
  ApexClass: ['classAccesses', 'apexClass'],
  CustomTab: ['tabSettings', 'tab'],
  CustomApplication: ['applicationVisibilities', 'application'],
  CustomPermission: ['customPermissions', 'name'],
  RecordType: ['recordTypeVisibilities', 'recordType']
};

/**
 * What removing a component takes along, as on the platform: entries of permission sets that name it, and fields on layouts.
 * Any other reference to it blocks the deletion.
 * @returns the component without the entries, or the component itself where there are none
 */
export function withoutReferences(component: ComponentFiles, removed: readonly ComponentIdentity[]): ComponentFiles {
  const [file] = component.files;
  if (!file || (component.kind !== 'permissionset' && component.kind !== 'layout')) return component;
  const names = new Set(removed.map((identity) => `${METADATA_TYPES[identity.kind].name}:${memberName(identity)}`.toLowerCase()));
  const text = Buffer.from(file.content).toString('utf8');
  const root = parsed(file.path, text);
  if (!root) return component;
  const entries = component.kind === 'permissionset' ? permissionEntries(root, names) : layoutItems(root, component.fullName, names);
  if (entries.length === 0) return component;
  const kept = without(text, entries);
  return {
    ...component,
    files: [{ ...file, content: Buffer.from(kept.text), origin: { ...file.origin, line: (line) => file.origin.line(kept.line(line)) } }]
  };
}

function permissionEntries(root: XmlElement, names: ReadonlySet<string>): XmlElement[] {
  return root.children.filter((entry) =>
    Object.entries(PERMISSIONS).some(([type, [element, name]]) => {
      if (entry.name !== element) return false;
      const named = entry.children.find((child) => child.name === name)?.text.trim() ?? '';
      const object = type === 'CustomField' || type === 'RecordType' ? (named.split('.')[0] ?? '') : '';
      return names.has(`${type}:${named}`.toLowerCase()) || names.has(`customobject:${object}`.toLowerCase());
    })
  );
}

function layoutItems(root: XmlElement, layout: string, names: ReadonlySet<string>): XmlElement[] {
  const object = layout.split('-')[0] ?? '';
  const found: XmlElement[] = [];
  const walk = (element: XmlElement): void => {
    for (const child of element.children) {
      const field = child.name === 'layoutItems' ? child.children.find((inner) => inner.name === 'field')?.text.trim() : undefined;
      if (field !== undefined && names.has(`customfield:${object}.${field}`.toLowerCase())) found.push(child);
      else walk(child);
    }
  };
  walk(root);
  return found;
}
