import { Formulas } from '../../local-org/dml/formula/formulas';
import { NO_GLOBALS } from '../../local-org/dml/formula/types';
import { everyElement, type ProjectNames, type XmlFile } from './names';
import type { Report } from './report';

/** The formula engine of the embedded org over every formula field, default value and validation rule of the project. */
export function checkFormulas(names: ProjectNames, report: Report): void {
  const problems = new Formulas(names.schema, NO_GLOBALS, () => new Map()).problems();
  for (const problem of problems) {
    const { object, member, message } = placed(problem);
    const xml = names.xml.find((each) => each.object === object && each.name === member);
    report.add(xml?.root.at ?? { file: 'sfdx-project.json', line: 1, column: 1 }, 'formula', message.replace(/\s+/g, ' '));
  }
  for (const xml of names.xml) checkGlobals(xml, names, report);
}

/** The engine says where as `Object.Field`, `Object.Field, default value` or `Object, validation rule Name`. */
function placed(problem: string): { object: string; member: string; message: string } {
  const [, object = '', field, rule, message = problem] = /^(\w+)(?:\.(\w+)[^:]*|, validation rule (\w+)): (.*)$/s.exec(problem) ?? [];
  return { object, member: field ?? rule ?? '', message };
}

/** `$Label.X` and `$Permission.X`, which formulas and pages name. */
function checkGlobals({ root }: XmlFile, names: ProjectNames, report: Report): void {
  for (const element of everyElement(root)) {
    for (const [, label = ''] of element.text.matchAll(/\$Label\.(?:c\.)?(\w+)/g)) {
      report.need(names.labels.has(label.toLowerCase()), element.at, 'unknown-label', `there is no label ${label}`);
    }
    if (element.name === 'leftValue') continue;
    for (const [, permission = ''] of element.text.matchAll(/\$Permission\.(\w+)/g)) {
      report.need(
        names.has('customPermission', permission),
        element.at,
        'unknown-customPermission',
        `there is no customPermission ${permission}`
      );
    }
  }
}
