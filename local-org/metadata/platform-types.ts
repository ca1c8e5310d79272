import { ApiSchemas } from 'jsforce/lib/api/metadata/schema';

/**
 * What the platform's Metadata API knows, as jsforce describes it: so that what the embedded org does not support is refused as such,
 * and only what no org knows is called unknown.
 */
interface PlatformType {
  readonly props: Readonly<Record<string, unknown>>;
  readonly extends?: string;
}

const TYPES: ReadonlyMap<string, PlatformType> = new Map(Object.entries<PlatformType>(ApiSchemas));
/** Types that jsforce's description has not, or under the names of their parts only. */
const MORE = new Set([
  'DigitalExperienceBundle',
  'ExperienceBundle',
  'ExpressionSetDefinition',
  'ExternalCredential',
  'FieldRestrictionRule',
  'FlowTest',
  'GenAiFunction',
  'GenAiPlannerBundle',
  'GenAiPlugin',
  'LightningTypeBundle',
  'Settings',
  'UserAccessPolicy'
]);

/** Whether package.xml may name this type on the platform. */
export function isPlatformType(name: string): boolean {
  const type = TYPES.get(name);
  return MORE.has(name) || (type !== undefined && inherited(type).some((base) => base === TYPES.get('Metadata')));
}

/** Whether the platform knows an element of this name inside one of that name. */
export function isPlatformElement(child: string, parent: string): boolean {
  return typesOf(parent).some((type) => Object.hasOwn(type.props, child));
}

/** What an element can be: a type by its own name, or the types of all elements that have its name. */
function typesOf(element: string): PlatformType[] {
  const own = TYPES.get(element);
  if (own) return [own, ...inherited(own)];
  const names = new Set([...TYPES.values()].flatMap(({ props }) => typeNames(props[element])));
  return [...names].flatMap((name) => {
    const type = TYPES.get(name);
    return type ? [type, ...inherited(type)] : [];
  });
}

function inherited({ extends: base }: PlatformType): PlatformType[] {
  const type = base === undefined ? undefined : TYPES.get(base);
  return type ? [type, ...inherited(type)] : [];
}

/** jsforce writes `?Name` for what may be left out and `[Name]` for lists. */
function typeNames(described: unknown): string[] {
  if (typeof described === 'string') return [described.replace(/^\?/, '')];
  return Array.isArray(described) ? described.flatMap(typeNames) : [];
}
