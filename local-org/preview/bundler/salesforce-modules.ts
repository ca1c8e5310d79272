import type { ImportableNames } from './types';

/** The module behind an `@salesforce/*` import: its source, or why there is none. */
export type SalesforceModule = { readonly source: string } | { readonly refusal: string };

type Maker = (argument: string, names: ImportableNames) => SalesforceModule;

const literal = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
const constant = (value: unknown): SalesforceModule => ({ source: `export default ${literal(value)};` });
const fromSession = (expression: string): SalesforceModule => ({
  source: `import { session } from 'preview/session'; export default ${expression};`
});

function apexMethod(argument: string): SalesforceModule {
  const parts = argument.split('.');
  const method = parts.pop();
  const className = parts.pop();
  if (!method || !className) return { refusal: `@salesforce/apex/${argument} does not name a class and a method` };
  return {
    source: `import { apexMethod } from 'preview/apex'; export default apexMethod(${literal(parts.join('.'))}, ${literal(className)}, ${literal(method)});`
  };
}

function schemaToken(argument: string, names: ImportableNames): SalesforceModule {
  const [objectApiName = '', ...path] = argument.split('.');
  const object = names.objects[objectApiName];
  if (!object) return { refusal: `@salesforce/schema/${argument}: there is no object ${objectApiName}` };
  if (path.length === 0) return constant({ objectApiName });
  let reached = [objectApiName];
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    const next = reached.flatMap((name) => (last ? [] : (names.objects[name]?.relationships[step] ?? [])));
    const found = last ? reached.some((name) => names.objects[name]?.fields.includes(step)) : next.length > 0;
    if (!found)
      return { refusal: `@salesforce/schema/${argument}: ${reached.join(', ')} has no ${last ? 'field' : 'relationship'} ${step}` };
    reached = next;
  }
  return constant({ fieldApiName: path.join('.'), objectApiName });
}

function label(argument: string, names: ImportableNames): SalesforceModule {
  const name = argument.slice('c.'.length);
  const values = names.labels[name];
  if (!values) return { refusal: `@salesforce/label/c.${name}: there is no such custom label` };
  return { source: `import { labelText } from 'preview/session'; export default labelText(${literal(values)});` };
}

function staticResource(argument: string, names: ImportableNames): SalesforceModule {
  if (!names.staticResources.includes(argument))
    return { refusal: `@salesforce/resourceUrl/${argument}: there is no such static resource` };
  return constant(`/resource/${argument}`);
}

function customPermission(argument: string, names: ImportableNames): SalesforceModule {
  if (!names.customPermissions.includes(argument)) {
    return { refusal: `@salesforce/customPermission/${argument}: there is no such custom permission` };
  }
  return fromSession(`session.customPermissions.includes(${literal(argument)}) || undefined`);
}

const I18N_FROM_SESSION: Readonly<Record<string, string>> = {
  locale: 'session.i18n.locale',
  lang: 'session.i18n.lang',
  timeZone: 'session.i18n.timeZone',
  currency: 'session.i18n.currency',
  dir: 'session.i18n.dir'
};

const MAKERS: Readonly<Record<string, Maker>> = {
  apex: apexMethod,
  schema: schemaToken,
  label,
  resourceUrl: staticResource,
  customPermission,
  messageChannel: (argument) => constant({ channelName: argument }),
  user: (argument) => {
    if (argument === 'Id') return fromSession('session.userId');
    if (argument === 'isGuest') return constant(false);
    return { refusal: `@salesforce/user/${argument}` };
  },
  client: (argument) =>
    argument === 'formFactor'
      ? { source: `import { formFactor } from 'preview/session'; export default formFactor;` }
      : { refusal: `@salesforce/client/${argument}` }
};

/**
 * Modules that the platform makes for `@salesforce/*` imports.
 * @returns undefined for what is not of this kind here: the base components' own labels, flags and locale data
 */
export function salesforceModule(specifier: string, names: ImportableNames): SalesforceModule | undefined {
  if (specifier === '@salesforce/apex') return { source: `export { refreshApex, getSObjectValue } from 'preview/apex';` };
  const match = /^@salesforce\/(\w+)\/(.+)$/.exec(specifier);
  const kind = match?.[1];
  const argument = match?.[2];
  if (kind === undefined || argument === undefined) return undefined;
  if (kind === 'i18n') {
    const expression = I18N_FROM_SESSION[argument];
    return expression === undefined ? undefined : fromSession(expression);
  }
  if (kind === 'label' && !argument.startsWith('c.')) return undefined;
  return Object.hasOwn(MAKERS, kind) ? MAKERS[kind]?.(argument, names) : undefined;
}
