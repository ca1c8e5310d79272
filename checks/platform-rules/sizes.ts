import { filesIn, readText } from '../gate';
import { all, at, textOf, type ProjectNames, type XmlFile } from '../references/names';
import type { Report } from '../references/report';

/** The most characters of an element's text, by the type of the file and the way to the element. */
const LONGEST: Readonly<Record<string, readonly (readonly [path: string, most: number])[]>> = {
  CustomField: [
    ['description', 1000],
    ['inlineHelpText', 510],
    ['label', 40],
    ['relationshipName', 40]
  ],
  CustomLabels: [['labels/value', 1000]],
  CustomNotificationType: [['masterLabel', 80]],
  CustomObject: [
    ['description', 1000],
    ['label', 40],
    ['pluralLabel', 40],
    ['nameField/label', 40]
  ],
  PermissionSet: [
    ['description', 255],
    ['label', 80]
  ],
  ValidationRule: [
    ['description', 255],
    ['errorMessage', 255]
  ]
};

/** The smallest number of any edition that Lockstep is for: Developer, Enterprise or Unlimited. */
const MOST = { customFields: 500, relationships: 40, rollups: 25, validationRules: 100, labels: 5000 };
const LONGEST_CLASS_NAME = 40;
const LONGEST_CLASS = 1_000_000;
const MOST_APEX = 6_000_000;

/** Lengths and numbers that an org would refuse, and names that would clash in it. */
export function checkSizes(names: ProjectNames, report: Report): void {
  for (const { root } of names.xml) {
    for (const [path, most] of LONGEST[root.name] ?? []) {
      for (const element of at(root, ...path.split('/'))) {
        const { length } = element.text.trim();
        report.need(length <= most, element.at, 'too-long', `<${element.name}> has ${length} characters, an org takes ${most}`);
      }
    }
  }
  const of = (type: string): XmlFile[] => names.xml.filter(({ root }) => root.name === type);
  const fields = byObject(of('CustomField'));
  const rules = byObject(of('ValidationRule'));
  for (const [object, files] of fields) checkFields(object, files, report);
  for (const [object, files] of rules) {
    const active = files.filter(({ root }) => textOf(root, 'active') === 'true');
    atMost(MOST.validationRules, active, `${object}: active validation rules`, report);
  }
  atMost(
    MOST.labels,
    of('CustomLabels').flatMap(({ root }) => all(root, 'labels').map((label) => ({ root: label }))),
    'labels',
    report
  );
  checkApex(names, report);
}

function byObject(files: readonly XmlFile[]): Map<string, XmlFile[]> {
  const grouped = new Map<string, XmlFile[]>();
  for (const file of files) grouped.set(file.object, [...(grouped.get(file.object) ?? []), file]);
  return grouped;
}

function checkFields(object: string, fields: readonly XmlFile[], report: Report): void {
  const having = (...types: readonly string[]): XmlFile[] => fields.filter(({ root }) => types.includes(textOf(root, 'type') ?? ''));
  atMost(MOST.customFields, fields, `${object}: custom fields`, report);
  atMost(MOST.relationships, having('Lookup', 'MasterDetail', 'MetadataRelationship'), `${object}: relationships`, report);
  atMost(MOST.rollups, having('Summary'), `${object}: roll-up summary fields`, report);
  for (const { root, name } of fields) {
    const clash = textOf(root, 'required') === 'true' && textOf(root, 'unique') === 'true' && textOf(root, 'defaultValue') !== undefined;
    report.need(!clash, root.at, 'unique-default', `${name} is required, unique and has a default value: only one record can have it`);
  }
}

function atMost(most: number, files: readonly { readonly root: XmlFile['root'] }[], what: string, report: Report): void {
  const beyond = files[most];
  if (beyond) report.add(beyond.root.at, 'too-many', `${what}: ${files.length}, an org takes ${most}`);
}

function checkApex({ project }: ProjectNames, report: Report): void {
  let total = 0;
  for (const file of filesIn(project, project.directories).filter((each) => /\.(cls|trigger)$/.test(each))) {
    const { length } = readText(project, file);
    const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    const place = { file, line: 1, column: 1 };
    total += length;
    report.need(name.length <= LONGEST_CLASS_NAME, place, 'too-long', `${name} has more than ${LONGEST_CLASS_NAME} characters`);
    report.need(length <= LONGEST_CLASS, place, 'too-long', `${name} has more than ${LONGEST_CLASS} characters of code`);
    report.need(total <= MOST_APEX, place, 'too-many', `with ${name} the project has more than ${MOST_APEX} characters of Apex`);
  }
}
