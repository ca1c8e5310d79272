import type { ComponentNames } from '../building/component-list';

/** A component by type and full name, both as package.xml has them. */
export interface NamedComponent {
  readonly type: string;
  readonly fullName: string;
}

/** How a component is named on the command line and in messages. */
export const nameOf = ({ type, fullName }: NamedComponent): string => `${type}:${fullName}`;

/** Salesforce compares names without case, and lists some of them with parentheses and the like encoded. */
const keyOf = (type: string, fullName: string): string => `${type}:${decoded(fullName)}`.toLowerCase();

function decoded(fullName: string): string {
  try {
    return decodeURIComponent(fullName);
  } catch {
    return fullName;
  }
}

const keysOf = (names: ComponentNames): Set<string> =>
  new Set([...names].flatMap(([type, members]) => members.map((member) => keyOf(type, member))));

/** Components that every org has, whether it lists them or not. */
const inEveryOrg = ({ type, fullName }: NamedComponent): boolean =>
  type === 'StandardValueSet' || (type === 'CustomObject' && !fullName.includes('__'));

/**
 * Components that a deployment would replace although Lockstep did not bring them, by type and name.
 * @param ours what would be deployed
 * @param theirs what the target has
 * @param brought what Lockstep has brought to the target before
 */
export function foreignNamesakes(ours: ComponentNames, theirs: ComponentNames, brought: ComponentNames): NamedComponent[] {
  const existing = keysOf(theirs);
  const own = keysOf(brought);
  return [...ours]
    .flatMap(([type, members]) => members.map((fullName): NamedComponent => ({ type, fullName })))
    .filter((one) => existing.has(keyOf(one.type, one.fullName)) || inEveryOrg(one))
    .filter(({ type, fullName }) => !own.has(keyOf(type, fullName)));
}

/**
 * Leaves out what may be replaced.
 * @param allowed names from the command line, such as `ApexClass:ScoreEngine`
 * @throws Error for a name that the package does not have: it would allow nothing
 */
export function withoutAllowed(namesakes: readonly NamedComponent[], ours: ComponentNames, allowed: readonly string[]): NamedComponent[] {
  const known = keysOf(ours);
  const keys = new Set(
    allowed.map((name) => {
      const [type = '', ...rest] = name.split(':');
      const key = keyOf(type, rest.join(':'));
      if (!known.has(key))
        throw new Error(`--replace ${name}: the package has no such component. Name it as type:name, such as ApexClass:ScoreEngine`);
      return key;
    })
  );
  return namesakes.filter(({ type, fullName }) => !keys.has(keyOf(type, fullName)));
}

/** What to say of a deployment that is refused because of them. */
export function refusalOf(namesakes: readonly NamedComponent[], ours: ComponentNames, org: string): string {
  const all = [...ours.values()].reduce((sum, members) => sum + members.length, 0);
  const [first] = namesakes;
  const count = namesakes.length === 1 ? '1 component' : `${namesakes.length} components`;
  // The list itself is the one thing that an org with the whole package in it may lack.
  const whole = namesakes.length >= all - 1;
  const next = whole
    ? 'The org has the whole package, but not the list of what Lockstep brought. An embedded org that runs the package from this folder needs no ' +
      'deployment: start one with `npm start -- --bare`. For an org that got Lockstep without the list, see docs/release.md, "Names that exist already".'
    : `Rename yours. If Lockstep may replace one, name it: npm run deploy -- --target-org ${org} --replace ${first ? nameOf(first) : ''}`;
  const shown = whole ? namesakes.slice(0, SHOWN_OF_WHOLE) : namesakes;
  return [
    `${org} has ${count} with a name that the package uses, and Lockstep did not bring ${namesakes.length === 1 ? 'it' : 'them'}:`,
    ...shown.map((one) => `  ${nameOf(one)}`),
    ...(shown.length < namesakes.length ? [`  and ${namesakes.length - shown.length} more`] : []),
    '',
    'A deployment would replace what is there. Nothing was deployed.',
    `Next: ${next}`
  ].join('\n');
}

const SHOWN_OF_WHOLE = 5;
