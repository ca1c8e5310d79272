import fc from 'fast-check';
import { writePackageXml } from '../../../local-org/metadata/mdapi';
import { zipOf } from '../../../local-org/deploy/testing';
import { xml } from '../../../local-org/metadata/testing';
import { anyName, anyPiece, type Piece } from './pieces';

export interface Deployment {
  readonly pieces: readonly Piece[];
  readonly deletions: readonly (readonly [type: string, fullName: string])[];
  readonly deleteFirst: boolean;
  readonly checkOnly: boolean;
}

/**
 * What can happen to an org. `kill` is a process that ends at once: with everything written, before the copies of deployed files
 * were written beside the database, or with a deployment still in the queue.
 */
export type Step =
  | { readonly do: 'deploy'; readonly what: Deployment }
  | { readonly do: 'restart' }
  | { readonly do: 'kill'; readonly when: 'idle' | 'before its files' }
  | { readonly do: 'kill'; readonly when: 'queued'; readonly what: Deployment }
  | { readonly do: 'insert' };

const anyDeployment: fc.Arbitrary<Deployment> = fc.record({
  pieces: fc.uniqueArray(anyPiece, { minLength: 0, maxLength: 4, selector: ({ type, fullName }) => `${type} ${fullName}` }),
  deletions: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.uniqueArray(anyName, { minLength: 1, maxLength: 2, selector: (name) => name.join(' ') })
  ),
  deleteFirst: fc.boolean(),
  checkOnly: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true))
});

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: anyDeployment.map((what): Step => ({ do: 'deploy', what })) },
  fc.constant<Step>({ do: 'restart' }),
  fc.constant<Step>({ do: 'insert' }),
  fc.constantFrom<Step>({ do: 'kill', when: 'idle' }, { do: 'kill', when: 'before its files' }),
  anyDeployment.map((what): Step => ({ do: 'kill', when: 'queued', what }))
);

export const anyLife = (steps: number): fc.Arbitrary<readonly Step[]> => fc.array(anyStep, { minLength: 4, maxLength: steps, size: 'max' });

/** The zip of a deployment. */
export function zipOfDeployment({ pieces, deletions, deleteFirst }: Deployment): Uint8Array {
  const files: Record<string, string> = {};
  const objects = new Map<string, string[]>();
  for (const { files: own, inside } of pieces) {
    if (inside) objects.set(inside.object, [...(objects.get(inside.object) ?? []), inside.element]);
    else if (!Object.keys(own).some((path) => path in files)) Object.assign(files, own);
  }
  for (const [object, elements] of objects) files[`objects/${object}.object`] = xml('CustomObject', inOrder(elements).join('\n'));
  if (deletions.length > 0) {
    files[deleteFirst ? 'destructiveChangesPre.xml' : 'destructiveChangesPost.xml'] = writePackageXml(membersOf(deletions), 68);
  }
  const named = pieces.map(({ type, fullName }) => [type, fullName] as const);
  return zipOf(Object.fromEntries(membersOf(named)), files);
}

/** Equal elements must follow one another. */
const inOrder = (elements: readonly string[]): string[] => [...elements].sort((a, b) => (elementName(a) < elementName(b) ? -1 : 1));
const elementName = (element: string): string => /^<(\w+)>/.exec(element)?.[1] ?? '';

function membersOf(names: readonly (readonly [type: string, fullName: string])[]): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const [type, fullName] of names) members.set(type, [...(members.get(type) ?? []), fullName]);
  return members;
}
