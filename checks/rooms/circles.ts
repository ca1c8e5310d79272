import type { Report } from '../references/report';
import type { Use } from './uses';

/** A group of classes or components that use each other, and why they may. */
export interface AllowedCircle {
  readonly kind: 'class' | 'component';
  readonly members: readonly string[];
  readonly reason: string;
}

/** Every other circle is a finding, and so is an entry that is no longer a circle. */
export const ALLOWED_CIRCLES: readonly AllowedCircle[] = [
  {
    kind: 'class',
    members: ['PersonScoreService', 'PersonScoreQueueable'],
    reason: 'The service leaves to the job what is too much for one transaction, and the job calls the service for its part.'
  },
  {
    kind: 'class',
    members: ['LeadConversionFollower', 'ConvertedEngagementQueueable'],
    reason: 'The same: what is too much for the conversion itself is a job that calls the follower again.'
  },
  {
    kind: 'class',
    members: ['ScoreCriterion', 'EngagementCriterion', 'FieldCriterion'],
    reason: 'The base class makes the criterion that a record describes, which is one of its two subclasses.'
  },
  {
    kind: 'class',
    members: ['FiscalCalendars', 'ListedFiscalCalendar'],
    reason: 'The calendar of an org lists its periods, and says in the same words as its maker that one is missing.'
  }
];

/** A name and the names it uses. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Files that are classes and components, by name. */
const MEMBERS: Readonly<Record<AllowedCircle['kind'], RegExp>> = {
  class: /\/(\w+)\.cls$/,
  component: /\/lwc\/(\w+)\/\w+\.(?:ts|js|html)$/
};

/** Circles that are not allowed, and allowed ones that no longer exist. */
export function checkCircles(uses: ReadonlyMap<string, readonly Use[]>, allowed: readonly AllowedCircle[], report: Report): void {
  for (const kind of ['class', 'component'] as const) {
    const { graph, files } = graphOf(kind, uses);
    const circles = circlesIn(graph);
    const permitted = allowed.filter((circle) => circle.kind === kind);
    for (const circle of circles) {
      if (permitted.some(({ members }) => circle.every((name) => members.includes(name)))) continue;
      const [first = ''] = circle;
      report.add({ file: files.get(first) ?? first, line: 1, column: 1 }, 'circle', `use each other in a circle: ${circle.join(', ')}`);
    }
    for (const name of permitted.flatMap(({ members }) => members)) {
      if (circles.some((circle) => circle.includes(name))) continue;
      report.add({ file: 'checks/rooms/circles.ts', line: 1, column: 1 }, 'unused-circle', `${name} may be in a circle but is in none`);
    }
  }
}

function graphOf(kind: AllowedCircle['kind'], uses: ReadonlyMap<string, readonly Use[]>) {
  const graph = new Map<string, Set<string>>();
  const files = new Map<string, string>();
  // Apex ignores case: a class is known as its file is named.
  const spelled = new Map<string, string>();
  const nameOf = (file: string): string | undefined => (file.includes('/__tests__/') ? undefined : MEMBERS[kind].exec(file)?.[1]);
  for (const file of uses.keys()) {
    const name = nameOf(file);
    if (name === undefined) continue;
    if (!files.has(name)) files.set(name, file);
    spelled.set(name.toLowerCase(), name);
    graph.set(name, graph.get(name) ?? new Set());
  }
  for (const [file, used] of uses) {
    const name = nameOf(file);
    if (name === undefined) continue;
    for (const use of used) {
      const other = use.kinds.includes(kind) ? spelled.get(use.name.toLowerCase()) : undefined;
      if (other !== undefined && other !== name) graph.get(name)?.add(other);
    }
  }
  return { graph, files };
}

/** The groups of names of which each leads to each (Tarjan's strongly connected components), of more than one member, in order. */
function circlesIn(graph: Graph): string[][] {
  const indexes = new Map<string, number>();
  const lows = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (name: string): number => {
    const index = indexes.size;
    let low = index;
    indexes.set(name, index);
    lows.set(name, index);
    stack.push(name);
    for (const next of graph.get(name) ?? []) {
      const known = indexes.get(next);
      if (known === undefined) low = Math.min(low, graph.has(next) ? visit(next) : low);
      else if (stack.includes(next)) low = Math.min(low, known);
    }
    lows.set(name, low);
    if (low === index) {
      const members = stack.splice(stack.indexOf(name));
      if (members.length > 1) circles.push(members.sort());
    }
    return low;
  };
  for (const name of graph.keys()) if (!indexes.has(name)) visit(name);
  return circles.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''));
}
