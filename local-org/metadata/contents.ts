import { readApex, readBundle, readStaticResource } from './code-readers';
import type { Component, ComponentIndex } from './components';
import { MetadataError } from '../errors';
import type { ApexSource, FileTree, LwcBundle, StaticResourceDef } from './types';
import type { XmlElement } from './xml';

/** Files that tools keep in a project folder and that belong to no component. */
const TOOL_FILES = new Set(['jsconfig.json', 'tsconfig.json']);

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** Components that consist of a metadata file and of files beside it. Every such file must belong to one. */
export class ContentReader {
  private readonly left: Set<string>;

  constructor(
    private readonly tree: FileTree,
    index: ComponentIndex
  ) {
    this.left = new Set([...index.contents.values()].flat());
  }

  /** @throws MetadataError if the source of the class or trigger is missing */
  apex(component: Component, element: XmlElement): ApexSource {
    const file = `${folderOf(component.path)}/${component.fullName}.${component.kind}`;
    if (!this.left.delete(file)) throw this.refuse(component.path, `there is no ${component.fullName}.${component.kind} beside this file`);
    return {
      fullName: component.fullName,
      kind: component.kind === 'cls' ? 'class' : 'trigger',
      path: this.tree.display(file),
      source: this.tree.readText(file),
      ...readApex(component.kind === 'cls' ? 'ApexClass' : 'ApexTrigger')(element)
    };
  }

  /** @throws MetadataError if folder and file are not named alike, or the component has no module */
  bundle(component: Component, element: XmlElement): LwcBundle {
    const folder = folderOf(component.path);
    if (!folder.endsWith(`lwc/${component.fullName}`))
      throw this.refuse(component.path, `the folder of the component ${component.fullName} must be named alike`);
    const files = [...this.left].filter((file) => file.startsWith(`${folder}/`));
    for (const file of files) this.left.delete(file);
    const modules = [`${folder}/${component.fullName}.ts`, `${folder}/${component.fullName}.js`, `${folder}/${component.fullName}.css`];
    if (!modules.some((module) => files.includes(module)))
      throw this.refuse(component.path, `the component ${component.fullName} has no ${component.fullName}.ts or .js`);
    return {
      name: component.fullName,
      directory: this.tree.folder(folder) ?? '',
      files: files.map((file) => this.tree.display(file)),
      ...readBundle(element)
    };
  }

  /** @throws MetadataError if there is no body */
  staticResource(component: Component, element: XmlElement): StaticResourceDef {
    const stem = `${folderOf(component.path)}/${component.fullName}`;
    const unpacked = [...this.left].filter((file) => file.startsWith(`${stem}/`));
    const single = [...this.left].filter((file) => file.startsWith(`${stem}.`) && !file.slice(stem.length + 1).includes('/'));
    const body = unpacked.length > 0 ? stem : single[0];
    if (body === undefined || (unpacked.length > 0 && single.length > 0) || single.length > 1) {
      throw this.refuse(component.path, `the static resource ${component.fullName} must have one file or one folder beside this file`);
    }
    for (const file of [...unpacked, ...single]) this.left.delete(file);
    const place = unpacked.length > 0 ? this.tree.folder(stem) : undefined;
    return { fullName: component.fullName, contentType: readStaticResource(element).contentType, path: place ?? this.tree.display(body) };
  }

  /** @throws MetadataError for the first file that belongs to no component */
  checkNothingLeft(): void {
    for (const file of this.left) {
      const name = file.slice(file.lastIndexOf('/') + 1);
      if (!TOOL_FILES.has(name)) throw this.refuse(file, `${name} belongs to no component: its -meta.xml is missing`);
    }
  }

  private refuse(file: string, problem: string): MetadataError {
    return new MetadataError(this.tree.display(file), 1, 1, problem);
  }
}
