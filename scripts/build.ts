import fs from 'node:fs';
import path from 'node:path';
import { readProject } from '../local-org/metadata/index';
import type { OrgMetadata } from '../local-org/metadata/types';
import { apexDeclarations } from './building/apex-types';
import { buildPackageDirectory } from './building/compile-lwc';
import { writeComponentList } from './building/component-list';
import { metadataDeclarations } from './building/platform-types';
import { endInFailure, takeNoOptions } from './command-failure';

const USAGE = `Usage: npm run build

Writes the deployable package to build/force-app, and the types of its Apex, fields and labels to build/types.`;

function main(): void {
  takeNoOptions(USAGE);
  const root = process.cwd();
  const build = path.join(root, 'build');
  const metadata = readProject({ root });
  fs.mkdirSync(path.join(build, 'types'), { recursive: true });
  fs.writeFileSync(path.join(build, 'types', 'apex.d.ts'), apexDeclarations(metadata.apex));
  fs.writeFileSync(path.join(build, 'types', 'metadata.d.ts'), metadataDeclarations(metadata));
  fs.writeFileSync(path.join(build, 'types', 'component-paths.json'), componentPaths(metadata, path.join(build, 'types')));
  fs.rmSync(path.join(build, 'force-app'), { recursive: true, force: true });
  const compiled = buildPackageDirectory(path.join(root, 'force-app'), path.join(build, 'force-app'));
  const listed = writeComponentList(path.join(build, 'force-app'), packageVersion(root));
  // What is deployed and packaged is a separate project with the same layout.
  for (const file of ['sfdx-project.json', '.forceignore']) fs.copyFileSync(path.join(root, file), path.join(build, file));
  fs.cpSync(path.join(root, 'config', 'project-scratch-def.json'), path.join(build, 'config', 'project-scratch-def.json'));
  console.log(
    `build/force-app: ${listed} components, ${compiled} TypeScript files compiled; build/types: types of Apex, objects, fields and labels`
  );
}

/** The version in the project's description, which its packages have too. */
function packageVersion(root: string): string {
  const project: { packageDirectories?: { versionNumber?: string }[] } = JSON.parse(
    fs.readFileSync(path.join(root, 'sfdx-project.json'), 'utf8')
  );
  return project.packageDirectories?.[0]?.versionNumber?.replace(/\.NEXT$/, '') ?? '';
}

/** Compiler options that lead `c/name` to the component of that name, wherever its room is. */
function componentPaths(metadata: OrgMetadata, from: string): string {
  const paths = metadata.lwc.map((bundle) => [
    `c/${bundle.name}`,
    [path.relative(from, path.join(bundle.directory, bundle.name)).replaceAll(path.sep, '/')]
  ]);
  return JSON.stringify({ compilerOptions: { paths: Object.fromEntries(paths) } }, null, 2);
}

try {
  main();
} catch (error) {
  endInFailure(error);
}
