import { DEEPEST } from '../runtime/meter';

/** Counts one turn of a loop or one call; every so often the meter looks at the time and the heap. */
export const TICK = 'if (--$meter.left < 0) $meter.look();';

/** What is around the body of a method. */
export interface LimitFrame {
  readonly enter: string;
  readonly leave: string;
}

/** Around methods that may call themselves: the depth of calls is counted. */
export const COUNTED: LimitFrame = {
  enter: `try { if (++$meter.depth > ${DEEPEST} || --$meter.left < 0) $meter.lookDeep();`,
  leave: '} finally { $meter.depth--; }'
};

/** Around other methods that call methods: short ones may call each other very often. */
const TICKED: LimitFrame = { enter: TICK, leave: '' };

interface Calling {
  readonly key: string;
  readonly calls: ReadonlySet<string>;
}

/**
 * The frame of each body of a script, by its key. Without loops, only what calls itself, directly or by others, goes deep, and only
 * what calls others takes long: all other methods stay as fast as they are.
 */
export function limitFrames(bodies: readonly Calling[]): ReadonlyMap<string, LimitFrame> {
  const graph = new Map<string, Set<string>>();
  for (const { key } of bodies) graph.set(key, new Set());
  for (const { key, calls } of bodies) for (const call of calls) if (graph.has(call)) graph.get(key)?.add(call);
  const frames = new Map<string, LimitFrame>();
  for (const [key, calls] of graph) if (calls.size > 0) frames.set(key, TICKED);
  for (const key of onCycles(graph)) frames.set(key, COUNTED);
  return frames;
}

/** Nodes from which a path leads back to them (Tarjan's strongly connected components, without recursion). */
function onCycles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const waiting: string[] = [];
  const isWaiting = new Set<string>();
  const found: string[] = [];
  const of = (map: ReadonlyMap<string, number>, node: string): number => map.get(node) ?? 0;

  const open = (node: string): { node: string; rest: Iterator<string> } => {
    index.set(node, index.size);
    low.set(node, of(index, node));
    waiting.push(node);
    isWaiting.add(node);
    return { node, rest: (graph.get(node) ?? new Set<string>()).values() };
  };
  const close = (node: string): void => {
    if (low.get(node) !== index.get(node)) return;
    const component = waiting.splice(waiting.indexOf(node));
    for (const member of component) isWaiting.delete(member);
    if (component.length > 1 || graph.get(node)?.has(node)) found.push(...component);
  };

  for (const start of graph.keys()) {
    if (index.has(start)) continue;
    const path = [open(start)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, rest } = top;
      const next = rest.next();
      if (next.done === true) {
        path.pop();
        close(node);
        const above = path.at(-1);
        if (above) low.set(above.node, Math.min(of(low, above.node), of(low, node)));
      } else if (!index.has(next.value)) path.push(open(next.value));
      else if (isWaiting.has(next.value)) low.set(node, Math.min(of(low, node), of(index, next.value)));
    }
  }
  return found;
}
