import type { ObjectDef } from '../../schema/types';
import type { Call } from '../syntax/ast';
import type { BodyContext } from './body-context';
import type { Value } from './conversion';

/** Static methods of custom metadata types and custom settings: `T__mdt.getInstance(…)`, `S__c.getOrgDefaults()`. */
export function configurationMethod(ctx: BodyContext, object: ObjectDef, node: Call, values: readonly Value[]): Value | undefined {
  const { types } = ctx;
  const key = node.name.toLowerCase();
  const hoisted = ctx.hoists.object(object);
  const record = types.sobject(object);
  const [first] = values;
  const argument = first && values.length === 1 ? ctx.assign(first, types.simple('String'), node.at) : undefined;
  const one = (js: string, nonNull = false): Value => ({ js, type: record, nonNull });
  const all = (js: string): Value => ({ js, type: types.map(types.simple('String'), record), nonNull: true });

  if (object.kind === 'customMetadata') {
    if (key === 'getinstance' && argument !== undefined) return one(`$host.customMetadata(${hoisted}, ${argument})`);
    if (key === 'getall' && values.length === 0) return all(`$host.customMetadataAll(${hoisted})`);
  }
  if (object.kind === 'customSetting') {
    if (key === 'getvalues' && argument !== undefined) return one(`$host.customSettingValues(${hoisted}, ${argument})`);
    if (object.customSettingsType === 'Hierarchy') {
      if (key === 'getinstance' && values.length === 0) return one(`$host.customSetting(${hoisted}, undefined)`, true);
      if (key === 'getinstance' && argument !== undefined) return one(`$host.customSetting(${hoisted}, ${argument})`, true);
      if (key === 'getorgdefaults' && values.length === 0) return one(`$host.customSettingDefaults(${hoisted})`, true);
    } else {
      if (key === 'getinstance' && argument !== undefined) return one(`$host.customSetting(${hoisted}, ${argument})`);
      if (key === 'getall' && values.length === 0) return all(`$host.customSettingAll(${hoisted})`);
    }
  }
  return undefined;
}
