import { MetadataError } from '../../local-org/errors';
import type { Gate } from '../gate';
import { checkLayouts } from '../platform-rules/layouts';
import { checkPages } from '../platform-rules/pages';
import { checkPermissions } from '../platform-rules/permissions';
import { checkReports } from '../platform-rules/reports';
import { checkSizes } from '../platform-rules/sizes';
import { ProjectNames } from '../references/names';
import { Report } from '../references/report';

/** Rules of the platform that no description of metadata types has: what a deployment would be refused for by an org. */
export const platformRules: Gate = {
  name: 'platform-rules',
  about: 'What an org refuses though it is well-formed: layouts, permissions, sizes, pages, reports',
  run: (project) => {
    const report = new Report();
    let names: ProjectNames;
    try {
      names = new ProjectNames(project);
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      return Promise.resolve([{ file: error.file, line: error.line, column: error.column, rule: 'metadata', message: error.problem }]);
    }
    for (const check of [checkLayouts, checkPermissions, checkSizes, checkPages, checkReports]) check(names, report);
    return Promise.resolve(report.findings);
  }
};
