import { createHash } from 'node:crypto';
import { parseClass, parseTrigger } from '../../local-org/apex/syntax/parser';
import type { CompilationUnit } from '../../local-org/apex/syntax/ast';
import { everyNode } from '../references/apex-tree';
import { apexUses } from '../rooms/apex-uses';

/** Apex by file. */
export type Sources = ReadonlyMap<string, string>;

/**
 * A key for each file of Apex that is the same as long as everything is that the graph engine can reach from it: the file itself,
 * the classes it names, those that they name, and of each of them the classes that extend or implement it.
 * @param more what else decides the results: versions and settings
 */
export function keysByFile(sources: Sources, more: string): Map<string, string> {
  const hashes = new Map([...sources].map(([file, text]) => [file, hash(text)]));
  const next = neighbours(sources);
  const keys = new Map<string, string>();
  for (const file of sources.keys()) {
    const reached = new Set([file]);
    for (const each of reached) for (const other of next.get(each) ?? []) reached.add(other);
    keys.set(file, hash([more, ...[...reached].sort().map((each) => `${each} ${hashes.get(each) ?? ''}`)].join('\n')));
  }
  return keys;
}

/** From each file to those of classes that it names, and from a type to those that extend or implement it. */
function neighbours(sources: Sources): ReadonlyMap<string, ReadonlySet<string>> {
  const fileByClass = new Map([...sources.keys()].map((file) => [/([^/]+)\.cls$/.exec(file)?.[1]?.toLowerCase() ?? file, file]));
  const next = new Map([...sources.keys()].map((file) => [file, new Set<string>()]));
  for (const [file, text] of sources) {
    const unit: CompilationUnit = file.endsWith('.cls') ? parseClass(text, file) : parseTrigger(text, file);
    for (const { kinds, name } of apexUses(file, unit)) {
      const used = kinds.includes('class') ? fileByClass.get(name.toLowerCase()) : undefined;
      if (used !== undefined) next.get(file)?.add(used);
    }
    for (const type of supertypesIn(unit)) {
      const above = fileByClass.get(type.toLowerCase());
      if (above !== undefined) next.get(above)?.add(file);
    }
  }
  return next;
}

/** The outermost names of all types that a file's types extend or implement. */
function supertypesIn(unit: CompilationUnit): string[] {
  return [...everyNode(unit)].flatMap((node) => {
    if (!('interfaces' in node) || !Array.isArray(node.interfaces)) return [];
    const superclass: unknown = 'superclass' in node ? node.superclass : null;
    return [superclass, ...(node.interfaces as readonly unknown[])].flatMap((type) => {
      const parts: unknown = typeof type === 'object' && type !== null && 'parts' in type ? type.parts : [];
      const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
      return typeof first === 'object' && first !== null && 'name' in first && typeof first.name === 'string' ? [first.name] : [];
    });
  });
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
