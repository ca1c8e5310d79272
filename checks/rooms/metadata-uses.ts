import { parseXml, type XmlElement } from '../../local-org/metadata/xml';
import { COMPONENTS, namedBy } from '../references/metadata-references';
import { all, at, everyElement, textOf } from '../references/names';
import type { Kind } from './owners';
import { customNamesIn, type Use } from './uses';

/** Texts for people. */
const WORDS = new Set([
  'description',
  'inlineHelpText',
  'comment',
  'label',
  'masterLabel',
  'pluralLabel',
  'shortDescription',
  'errorMessage'
]);

/** Elements that hold the name of an object. */
const OBJECTS = new Set(['object', 'pageOrSobjectType', 'referenceTo', 'sobjectType']);

/** How formulas and pages name what is no field. */
const NAMES: readonly (readonly [kind: Kind, pattern: RegExp])[] = [
  ['component', /\bc:(\w+)/g],
  ['label', /\$Label\.(?:c\.)?(\w+)/g],
  ['customPermission', /\$Permission\.(?:CustomPermission\.)?(\w+)/g]
];

/** Everything of the package that a metadata file names. */
export function metadataUses(file: string, text: string): Use[] {
  const root = parseXml(file, text);
  if (root.name === 'CustomLabels') return [];
  return [...ofPath(file), ...ofElements(root), ...ofText(root), ...ofRecord(root)];
}

/** The object whose folder a file is in, whose layout or record it is. */
function ofPath(file: string): Use[] {
  const [, object] = /\/objects\/(\w+__\w+)\//.exec(file) ?? /\/layouts\/(\w+__\w+)-/.exec(file) ?? [];
  const [, type] = /\/customMetadata\/(\w+)\./.exec(file) ?? [];
  const name = object ?? (type === undefined ? undefined : `${type}__mdt`);
  return name === undefined ? [] : [{ place: { file, line: 1, column: 1 }, kinds: ['object'], name }];
}

/** Elements that name a component by itself. */
function ofElements(root: XmlElement): Use[] {
  const named = (COMPONENTS[root.name] ?? []).flatMap(([path, kind]): [XmlElement, Kind][] =>
    at(root, ...path.split('/')).map((element) => [element, kind])
  );
  const valueSets = at(root, 'valueSet', 'valueSetName').map((element): [XmlElement, Kind] => [element, 'valueSet']);
  const actions = all(root, 'actionCalls').flatMap((call) =>
    textOf(call, 'actionType') === 'apex' ? all(call, 'actionName').map((element): [XmlElement, Kind] => [element, 'class']) : []
  );
  return [...named, ...valueSets, ...actions].map(([element, kind]) => ({ place: element.at, kinds: [kind], name: element.text.trim() }));
}

/** Fields, relationships and globals in formulas, lookups, filters, columns and rules. */
function ofText(root: XmlElement): Use[] {
  return [...everyElement(root)].flatMap((element): Use[] => {
    if (WORDS.has(element.name)) return [];
    const globals = NAMES.flatMap(([kind, pattern]) =>
      [...element.text.matchAll(pattern)].map(([, name = '']): Use => ({ place: element.at, kinds: [kind], name }))
    );
    return [...customNamesIn(element.text, element.at, OBJECTS.has(element.name) ? ['object'] : undefined), ...globals];
  });
}

/** Classes and labels that a custom metadata record names. */
function ofRecord(root: XmlElement): Use[] {
  if (root.name !== 'CustomMetadata') return [];
  return all(root, 'values').flatMap((values): Use[] => {
    const [value] = all(values, 'value');
    const what = namedBy(textOf(values, 'field') ?? '');
    return value && (what === 'class' || what === 'label') ? [{ place: value.at, kinds: [what], name: value.text.trim() }] : [];
  });
}
