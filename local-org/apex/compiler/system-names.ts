import type { Member } from '../syntax/ast';
import type { BodyContext } from './body-context';
import { quoted } from './names';
import type { Reference } from './references';
import type { ApexType } from './types';

/** Bare names that lead to others rather than being types. */
export function systemName(ctx: BodyContext, name: string): Reference | undefined {
  switch (name.toLowerCase()) {
    case 'trigger':
    case 'label':
    case 'schema':
      return { kind: 'namespace', path: name };
    case 'page':
      return undefined;
    default:
      return ctx.findType(name) === undefined && name.toLowerCase() === 'system' ? { kind: 'namespace', path: 'System' } : undefined;
  }
}

/** `System.x`, `Label.x`, `Trigger.x`. */
export function systemMember(ctx: BodyContext, path: string, node: Member): Reference | undefined {
  switch (path.toLowerCase()) {
    case 'trigger':
      return { kind: 'value', value: triggerMember(ctx, node) };
    case 'label':
      return { kind: 'value', value: label(ctx, node) };
    case 'system':
      return systemType(ctx, node);
    default: {
      const type = ctx.findType(`${path}.${node.name}`);
      return type ? { kind: 'type', type } : undefined;
    }
  }
}

/** `System.X`: also reached through the type `System`, whose static methods share its name with the namespace. */
export function systemType(ctx: BodyContext, node: Member): Reference | undefined {
  const key = node.name.toLowerCase();
  if (key === 'label' || key === 'trigger' || key === 'schema') return { kind: 'namespace', path: node.name };
  const type = ctx.findType(`System.${node.name}`);
  return type ? { kind: 'type', type } : undefined;
}

function label(ctx: BodyContext, { name, at }: Member): { js: string; type: ApexType; nonNull: boolean; refusal: string } {
  if (!ctx.script.labels.has(name.toLowerCase())) ctx.fail(at, `External string does not exist: ${name}`);
  return {
    js: `$host.label(${quoted(name)})`,
    type: ctx.types.simple('String'),
    nonNull: true,
    refusal: `Field is not writeable: ${name}`
  };
}

const TRIGGER_FLAGS: ReadonlyMap<string, string> = new Map(
  ['isExecuting', 'isInsert', 'isUpdate', 'isDelete', 'isUndelete', 'isBefore', 'isAfter'].map((name) => [name.toLowerCase(), name])
);

function triggerMember(ctx: BodyContext, { name, at }: Member): { js: string; type: ApexType; nonNull: boolean; refusal: string } {
  const { types } = ctx;
  const key = name.toLowerCase();
  const refusal = `Field is not writeable: ${name}`;
  const flag = TRIGGER_FLAGS.get(key);
  if (flag) return { js: `$host.trigger.${flag}`, type: types.simple('Boolean'), nonNull: true, refusal };
  const record = ctx.place.triggerObject ? types.sobject(ctx.place.triggerObject) : types.simple('SObject');
  switch (key) {
    case 'new':
    case 'old':
      return { js: `$host.trigger.${key}`, type: types.list(record), nonNull: false, refusal };
    case 'newmap':
      return { js: '$host.trigger.newMap', type: types.map(types.simple('Id'), record), nonNull: false, refusal };
    case 'oldmap':
      return { js: '$host.trigger.oldMap', type: types.map(types.simple('Id'), record), nonNull: false, refusal };
    case 'size':
      return { js: '$host.trigger.size', type: types.simple('Integer'), nonNull: true, refusal };
    case 'operationtype': {
      const type = ctx.findType('System.TriggerOperation') ?? ctx.unsupported(at, 'Trigger.operationType');
      return { js: '$host.trigger.operationType', type, nonNull: false, refusal };
    }
    default:
      return ctx.fail(at, `Variable does not exist: ${name}`);
  }
}
