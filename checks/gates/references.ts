import { MetadataError } from '../../local-org/errors';
import type { Gate, Project } from '../gate';
import { ApexReferences, classesOf, readApex } from '../references/apex-references';
import { checkFields, checkLabels, checkSilencers } from '../references/completeness';
import { checkFormulas } from '../references/formulas';
import { checkComponents } from '../references/lwc-references';
import { checkMetadata } from '../references/metadata-references';
import { ProjectNames } from '../references/names';
import { Report } from '../references/report';

/** Our own check of names: whatever is named anywhere exists, and what exists is reachable, used and explained. */
export const references: Gate = {
  name: 'references',
  about: 'Every object, field, relationship, class, label, tab and component named anywhere exists',
  run: async (project) => {
    const report = new Report();
    const names = readNames(project, report);
    if (!names) return report.findings;
    const apex = readApex(names, report);
    const references = new ApexReferences(names, report);
    apex.forEach((file) => references.check(file));
    checkMetadata(names, report);
    checkFormulas(names, report);
    checkComponents(names, classesOf(apex), report);
    checkFields(names, report);
    checkLabels(names, report);
    checkSilencers(names, report);
    return report.findings;
  }
};

/** Without objects nothing else can be looked up. */
function readNames(project: Project, report: Report): ProjectNames | undefined {
  try {
    return new ProjectNames(project);
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    report.add(error, 'metadata', error.problem);
    return undefined;
  }
}
