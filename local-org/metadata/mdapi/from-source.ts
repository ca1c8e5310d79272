import { indexComponents } from '../components';
import type { Component } from '../components';
import type { FileTree } from '../types';
import type { ComponentFile, ComponentFiles } from './component-files';
import { splitLabels, splitObject } from './split';

const META = '-meta.xml';

/**
 * The components of a project in source format, as packages carry them: objects and labels taken apart.
 * Files keep their paths, except those of parts that stood in a whole file.
 * @throws MetadataError
 */
export function componentsOfSource(tree: FileTree): ComponentFiles[] {
  const index = indexComponents(tree);
  const contents = [...index.contents.values()].flat();
  return index.components.flatMap((component): ComponentFiles[] => {
    const { kind, object, fullName, path } = component;
    if (kind === 'object') return splitObject(tree.display(path), object, tree.readText(path));
    if (kind === 'labels') return splitLabels(tree.display(path), tree.readText(path));
    const files = [path, ...contents.filter((file) => belongsTo(file, component))];
    return [{ kind, object, fullName, files: files.map((file) => fileOf(tree, file)) }];
  });
}

function fileOf(tree: FileTree, path: string): ComponentFile {
  return { path, content: tree.read(path), origin: { file: tree.display(path), line: (line) => line } };
}

/** Whether a file of content is the component's. */
function belongsTo(file: string, { kind, fullName, path }: Component): boolean {
  const folder = path.slice(0, path.lastIndexOf('/'));
  switch (kind) {
    case 'cls':
    case 'trigger':
      return file === path.slice(0, -META.length);
    case 'js':
      return file.startsWith(`${folder}/`);
    case 'resource':
      return file.startsWith(`${folder}/${fullName}/`) || (file.startsWith(`${folder}/${fullName}.`) && file !== path);
    default:
      return false;
  }
}
