import { readText, positionAt, filesIn } from '../gate';
import { at, textOf, type ProjectNames } from './names';
import type { Report } from './report';

/** Every field and object is reachable, described and explained. */
export function checkFields(names: ProjectNames, report: Report): void {
  const sets = names.xml.filter(({ root }) => root.name === 'PermissionSet').map(({ root }) => root);
  const granted = (list: string, name: string, right: string): ReadonlySet<string> =>
    new Set(
      sets
        .flatMap((set) => at(set, list))
        .filter((element) => textOf(element, right) === 'true')
        .map((element) => (textOf(element, name) ?? '').toLowerCase())
    );
  const fields = granted('fieldPermissions', 'field', 'readable');
  const objects = new Set([
    ...granted('objectPermissions', 'object', 'allowRead'),
    ...granted('customMetadataTypeAccesses', 'name', 'enabled'),
    ...granted('customSettingAccesses', 'name', 'enabled')
  ]);
  for (const { root, name, object: objectName, file } of names.xml) {
    const object = names.schema.object(objectName);
    if (root.name === 'CustomObject' && objectName.includes('__')) {
      report.need(objects.has(objectName.toLowerCase()), root.at, 'unreachable', `no permission set gives access to ${objectName}`);
      report.need((textOf(root, 'description') ?? '') !== '', root.at, 'no-description', `${objectName} has no description`);
    }
    if (root.name !== 'CustomField') continue;
    const place = { file, line: root.at.line, column: root.at.column };
    for (const element of ['description', 'inlineHelpText']) {
      report.need((textOf(root, element) ?? '') !== '', place, `no-${element}`, `${objectName}.${name} has no ${element}`);
    }
    const field = object?.field(name);
    if (!object || !field) continue;
    // Fields of settings and custom metadata come with the object; required ones with every right to the object.
    const comesWithObject = object.kind === 'customSetting' || object.kind === 'customMetadata';
    const required = textOf(root, 'required') === 'true' || field.relationshipType === 'masterDetail';
    const reachable = comesWithObject || required || fields.has(`${objectName}.${name}`.toLowerCase());
    report.need(reachable, place, 'unreachable', `no permission set makes ${objectName}.${name} readable`);
  }
}

/** Where labels are used: Apex, components, formulas, pages and custom metadata records that name them. */
const LABEL_USES = [
  /\bLabel\.(?:c\.)?(\w+)/gi,
  /@salesforce\/label\/c\.(\w+)/g,
  /\bLabel\.(?:get|translate)\(\s*'[^']*'\s*,\s*'(\w+)'/gi,
  /<field>\w+_Label__c<\/field>\s*<value[^>]*>(\w+)</g
];

/** Every label is used, and every label used exists. */
export function checkLabels(names: ProjectNames, report: Report): void {
  const { project } = names;
  const used = new Set<string>();
  for (const file of filesIn(project, project.directories).filter((each) => /\.(cls|trigger|ts|js|xml)$/.test(each))) {
    const text = readText(project, file);
    for (const pattern of LABEL_USES) {
      for (const match of text.matchAll(pattern)) used.add((match[1] ?? '').toLowerCase());
    }
  }
  for (const [key, element] of names.labels) {
    report.need(used.has(key), element.at, 'unused-label', `nothing uses the label ${textOf(element, 'fullName') ?? key}`);
  }
}

/** Comments and annotations that silence a tool where it is. */
const SILENCERS =
  /@SuppressWarnings|\bNOPMD\b|eslint-disable|code-analyzer-suppress|prettier-ignore|stylelint-disable|@ts-(?:ignore|expect-error|nocheck)/g;

/** What is suppressed in the package is in suppressions.json with its reason, and nowhere else. */
export function checkSilencers({ project }: ProjectNames, report: Report): void {
  for (const file of filesIn(project, project.directories).filter((each) => /\.(cls|trigger|ts|js|html|css|xml)$/.test(each))) {
    const text = readText(project, file);
    for (const match of text.matchAll(SILENCERS)) {
      report.add(
        { file, ...positionAt(text, match.index) },
        'inline-suppression',
        `${match[0]}: suppressions stand in checks/suppressions.json`
      );
    }
  }
}
