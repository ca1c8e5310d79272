import type { Place } from '../references/report';
import type { Kind } from './owners';

/** A name that a file uses; of several kinds where the name alone does not say which. */
export interface Use {
  readonly place: Place;
  readonly kinds: readonly Kind[];
  readonly name: string;
}

const CUSTOM_NAME = /\b([A-Za-z]\w*?__[cr])\.([A-Za-z]\w*?__c)\b|\b[A-Za-z]\w*?__(?:c|r|mdt|e)\b/gi;

/** A name ending in `__c` is an object's or a field's; where it is may say which. */
type Custom = 'object' | 'field';

/** The custom objects, fields and relationships that a text names. `Object__c.Field__c` is one name. */
export function customNamesIn(text: string, place: Place, custom: readonly Custom[] = ['object', 'field']): Use[] {
  return [...text.matchAll(CUSTOM_NAME)].flatMap(([name, first, field]): Use[] => {
    if (first === undefined || field === undefined) return [customName(name, place, custom)];
    return first.endsWith('__c')
      ? [customName(first, place, ['object']), { place, kinds: ['field'], name }]
      : [customName(first, place, custom), customName(field, place, ['field'])];
  });
}

/** What a query names: objects behind FROM, fields and relationships elsewhere. */
export function queryNamesIn(text: string, place: Place): Use[] {
  const from = /\bFROM\s+(\w+)/gi;
  const sources = [...text.matchAll(from)].flatMap(([, name = '']) => customNamesIn(name, place, ['object']));
  return [...sources, ...customNamesIn(text.replace(from, ''), place, ['field'])];
}

function customName(name: string, place: Place, custom: readonly Custom[]): Use {
  const kinds: readonly Kind[] = /__r$/i.test(name) ? ['relationship'] : /__c$/i.test(name) ? custom : ['object'];
  return { place, kinds, name };
}
