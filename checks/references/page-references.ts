import type { XmlElement } from '../../local-org/metadata/xml';
import { all, at, everyElement, textOf, type ProjectNames, type XmlFile } from './names';
import type { Report } from './report';

/** The targets that a component needs, by the type of the page. */
const TARGETS: Readonly<Record<string, string>> = {
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  RecordPage: 'lightning__RecordPage',
  UtilityBar: 'lightning__UtilityBar'
};

/** A page: its object, its components and their properties, its facets, its related lists, the fields and permissions of its rules. */
export function checkPage({ root }: XmlFile, names: ProjectNames, report: Report): void {
  const object = textOf(root, 'sobjectType');
  if (object !== undefined) {
    report.need(names.schema.object(object) !== undefined, root.at, 'unknown-object', `there is no object ${object}`);
  }
  const regions = new Set(at(root, 'flexiPageRegions', 'name').map((element) => element.text.trim()));
  for (const instance of at(root, 'flexiPageRegions', 'itemInstances', 'componentInstance')) {
    const [name] = all(instance, 'componentName');
    if (name?.text.trim().startsWith('c:')) checkComponent(instance, name, root, names, report);
    for (const value of at(instance, 'componentInstanceProperties', 'value')) {
      const facet = value.text.trim();
      if (facet.startsWith('Facet-')) report.need(regions.has(facet), value.at, 'unknown-facet', `the page has no region ${facet}`);
    }
    checkRelatedList(instance, names, report);
  }
  for (const { text, at: place } of at(root, 'flexiPageRegions', 'itemInstances', 'fieldInstance', 'fieldItem')) {
    checkRecordField(text.trim(), place, object, names, report);
  }
  for (const element of everyElement(root)) {
    if (element.name === 'leftValue') checkRuleValue(element, object, names, report);
  }
}

function checkComponent(instance: XmlElement, name: XmlElement, page: XmlElement, names: ProjectNames, report: Report): void {
  const bundle = name.text.trim().slice('c:'.length);
  const configuration = names.file('component', bundle)?.root;
  if (!configuration) return report.add(name.at, 'unknown-component', `there is no component ${bundle}`);
  const type = textOf(page, 'type') ?? '';
  const target = TARGETS[type];
  const targets = at(configuration, 'targets', 'target').map((element) => element.text.trim());
  if (target !== undefined) report.need(targets.includes(target), name.at, 'component-target', `${bundle} is not made for ${target}`);
  report.need(textOf(configuration, 'isExposed') === 'true', name.at, 'component-target', `${bundle} is not exposed`);

  const configs = at(configuration, 'targetConfigs', 'targetConfig').filter((config) =>
    (config.attributes['targets'] ?? '').split(',').some((each) => each.trim() === target)
  );
  const object = textOf(page, 'sobjectType');
  const objects = configs.flatMap((config) => at(config, 'objects', 'object')).map((element) => element.text.trim());
  if (object !== undefined && objects.length > 0) {
    report.need(objects.includes(object), name.at, 'component-target', `${bundle} is not made for pages of ${object}`);
  }
  const properties = new Set(configs.flatMap((config) => all(config, 'property')).map((property) => property.attributes['name']));
  for (const given of at(instance, 'componentInstanceProperties', 'name')) {
    report.need(
      properties.has(given.text.trim()),
      given.at,
      'unknown-property',
      `${bundle} has no property ${given.text.trim()} on such a page`
    );
  }
}

function checkRelatedList(instance: XmlElement, names: ProjectNames, report: Report): void {
  const property = (wanted: string): XmlElement | undefined =>
    all(instance, 'componentInstanceProperties').find((each) => textOf(each, 'name') === wanted);
  const list = property('relatedListApiName');
  const parent = property('parentFieldApiName');
  if (!list || !parent) return;
  const object = (textOf(parent, 'value') ?? '').split('.')[0] ?? '';
  const relationship = textOf(list, 'value') ?? '';
  const known = names.schema.object(object)?.childRelationship(relationship) !== undefined;
  // Of standard objects the catalogue knows only those that the embedded org has.
  if (relationship.endsWith('__r')) report.need(known, list.at, 'unknown-relationship', `${object} has no children ${relationship}`);
}

/** `{!Record.Status}`, `{!$Permission.CustomPermission.Manage}`, … */
function checkRuleValue({ text, at: place }: XmlElement, object: string | undefined, names: ProjectNames, report: Report): void {
  const expression = /^\{!(.+)\}$/.exec(text.trim())?.[1] ?? '';
  const permission = /^\$Permission\.(?:CustomPermission\.)?(\w+)$/.exec(expression)?.[1];
  if (permission !== undefined && expression.includes('CustomPermission')) {
    report.need(names.has('customPermission', permission), place, 'unknown-customPermission', `there is no customPermission ${permission}`);
  }
  if (expression.startsWith('Record.')) checkRecordField(expression, place, object, names, report);
}

function checkRecordField(
  expression: string,
  place: XmlElement['at'],
  object: string | undefined,
  names: ProjectNames,
  report: Report
): void {
  const path = expression.replace(/^Record\./, '');
  const known = object !== undefined && names.field(object, path) !== undefined;
  report.need(known, place, 'unknown-field', `there is no field ${path} of ${object ?? 'this page'}`);
}
