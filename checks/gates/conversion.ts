import path from 'node:path';
import fs from 'node:fs/promises';
import os from 'node:os';
import { filesIn, relativeTo, type Finding, type Gate } from '../gate';

/** What is not meant for an org though it is in a package directory; the same as .forceignore says. */
const NOT_DEPLOYED = /\.ts$|\/tsconfig[^/]*\.json$|\/jsconfig\.json$|\/\.[^/]+$/;

/** What a deployment would send: every file belongs to a component, and all of them convert to metadata format. */
export const conversion: Gate = {
  name: 'conversion',
  about: 'Every file converts to metadata format (@salesforce/source-deploy-retrieve)',
  run: async (project) => {
    const { ComponentSet, MetadataConverter } = await import('@salesforce/source-deploy-retrieve');
    const target = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-conversion-'));
    const findings: Finding[] = [];
    const refuse = (file: string, rule: string, message: string): number => findings.push({ file, line: 1, column: 1, rule, message });
    try {
      for (const directory of project.built) {
        try {
          const components = ComponentSet.fromSource({ fsPaths: [path.join(project.root, directory)] });
          components.sourceApiVersion = project.apiVersion;
          const claimed = new Set(
            components
              .getSourceComponents()
              .toArray()
              .flatMap((component) => [
                ...(component.xml === undefined ? [] : [component.xml]),
                ...component.walkContent(),
                ...childFiles(component)
              ])
              .map((file) => relativeTo(project, file))
          );
          for (const file of filesIn(project, [directory])) {
            if (!NOT_DEPLOYED.test(file) && !claimed.has(file))
              refuse(file, 'unclaimed', 'belongs to no component and would not be deployed');
          }
          const { converted } = await new MetadataConverter().convert(components, 'metadata', {
            type: 'directory',
            outputDirectory: target,
            packageName: directory.replaceAll('/', '-')
          });
          const convertedNames = new Set(converted?.map((component) => `${component.type.name} ${component.fullName}`));
          for (const component of components.getSourceComponents()) {
            const parent = component.parent ?? component;
            if (!convertedNames.has(`${parent.type.name} ${parent.fullName}`))
              refuse(
                relativeTo(project, component.xml ?? component.content ?? directory),
                'not-converted',
                `${component.fullName} was left out`
              );
          }
        } catch (error) {
          const { name, message } = error instanceof Error ? error : new Error(String(error));
          refuse(fileNamedIn(message, project.root) ?? directory, name, message);
        }
      }
    } finally {
      await fs.rm(target, { recursive: true, force: true });
    }
    return findings;
  }
};

function childFiles(component: { getChildren(): readonly { readonly xml?: string }[] }): string[] {
  return component.getChildren().flatMap((child) => (child.xml === undefined ? [] : [child.xml]));
}

/** The tool names the file only in its message. */
function fileNamedIn(message: string, root: string): string | undefined {
  const start = message.indexOf(root + path.sep);
  if (start < 0) return undefined;
  const named = /^[^'":]+/.exec(message.slice(start))?.[0];
  return named === undefined ? undefined : path.relative(root, named).replaceAll(path.sep, '/');
}
