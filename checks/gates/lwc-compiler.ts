import path from 'node:path';
import { transformSync } from '@lwc/compiler';
import { filesIn, property, readText, type Finding, type Gate } from '../gate';

/** The newest version of the API that this compiler knows by itself; components that ask for a later one get this. */
const NEWEST_API_VERSION = 66;

/** What a component consists of; its configuration is a metadata file. */
const SOURCES = /\/lwc\/([^/]+)\/.*\.(js|html|css)$/;

/** Salesforce's component compiler over what the build made: decorators, templates, styles, as on deployment. */
export const lwcCompiler: Gate = {
  name: 'lwc-compiler',
  about: "Built components through Salesforce's compiler (@lwc/compiler)",
  run: async (project) =>
    filesIn(project, project.built).flatMap((file): Finding[] => {
      const name = SOURCES.exec(file)?.[1];
      if (name === undefined) return [];
      const place = { file, line: 1, column: 1 };
      try {
        const options = { name, namespace: 'c', apiVersion: NEWEST_API_VERSION, enableDynamicComponents: false };
        const { warnings } = transformSync(readText(project, file), path.basename(file), options);
        return (warnings ?? []).map((warning) => ({ ...place, ...placeOf(warning), rule: `LWC${warning.code}`, message: warning.message }));
      } catch (error) {
        const code = property(error, 'code');
        const message = error instanceof Error ? error.message : String(error);
        return [
          { ...place, ...placeOf(error), rule: typeof code === 'number' ? `LWC${code}` : 'LWC', message: message.replace(/\s+/g, ' ') }
        ];
      }
    })
};

function placeOf(problem: unknown): { line?: number; column?: number } {
  const location = property(problem, 'location');
  const line = property(location, 'line');
  const column = property(location, 'column');
  return { ...(typeof line === 'number' ? { line } : {}), ...(typeof column === 'number' ? { column: Math.max(1, column) } : {}) };
}
