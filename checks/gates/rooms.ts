import { parseClass, parseTrigger } from '../../local-org/apex/syntax/parser';
import type { CompilationUnit } from '../../local-org/apex/syntax/ast';
import { ApexCompileError } from '../../local-org/apex/types';
import { filesIn, readText, type Finding, type Gate, type Project } from '../gate';
import { Report } from '../references/report';
import { apexUses } from '../rooms/apex-uses';
import { ALLOWED_CIRCLES, checkCircles, type AllowedCircle } from '../rooms/circles';
import { scriptUses, templateUses } from '../rooms/component-uses';
import { metadataUses } from '../rooms/metadata-uses';
import { mayUse, roomOf, stepOf } from '../rooms/order';
import { Owners } from '../rooms/owners';
import type { Use } from '../rooms/uses';

/** The package's rooms: each uses only what is left of it, and neither classes nor components use each other in circles. */
export const rooms: Gate = roomsWith(ALLOWED_CIRCLES);

/** The same with other circles allowed. */
export function roomsWith(allowed: readonly AllowedCircle[]): Gate {
  return {
    name: 'rooms',
    about: 'Apex, components and metadata use only rooms to their left, and in no circle',
    run: (project) => Promise.resolve(check(project, allowed))
  };
}

function check(project: Project, allowed: readonly AllowedCircle[]): readonly Finding[] {
  const report = new Report();
  const files = filesIn(project, project.directories, { withTests: true });
  const owners = new Owners(project, files);
  const uses = new Map(files.map((file) => [file, usesIn(file, readText(project, file), report)]));
  for (const [file, used] of uses) checkOrder(file, used, owners, report);
  checkCircles(uses, allowed, report);
  return report.findings;
}

function usesIn(file: string, text: string, report: Report): Use[] {
  if (file.endsWith('-meta.xml')) return metadataUses(file, text);
  if (file.endsWith('.cls') || file.endsWith('.trigger')) {
    const unit = parse(file, text, report);
    return unit ? apexUses(file, unit) : [];
  }
  if (!file.includes('/lwc/')) return [];
  if (/\.(ts|js)$/.test(file)) return scriptUses(file, text);
  return file.endsWith('.html') ? templateUses(file, text) : [];
}

function parse(file: string, text: string, report: Report): CompilationUnit | undefined {
  try {
    return file.endsWith('.cls') ? parseClass(text, file) : parseTrigger(text, file);
  } catch (error) {
    if (!(error instanceof ApexCompileError)) throw error;
    report.add(error.position, 'apex-syntax', error.problem);
    return undefined;
  }
}

function checkOrder(file: string, uses: readonly Use[], owners: Owners, report: Report): void {
  const room = roomOf(file);
  if (room === undefined) return;
  if (stepOf(room) < 0) {
    report.add({ file, line: 1, column: 1 }, 'unknown-room', `${room} has no place in the order of rooms`);
    return;
  }
  const told = new Set<string>();
  for (const { place, kinds, name } of uses) {
    const found = kinds.map((kind) => ({ kind, rooms: owners.of(kind, name) })).filter(({ rooms }) => rooms.length > 0);
    const [first] = found;
    if (!first || found.some(({ rooms }) => rooms.some((owner) => mayUse(room, owner)))) continue;
    const problem = `${room} uses the ${first.kind} ${name} of ${first.rooms.join(', ')}, which is not left of it`;
    // Once for each name in a file: the first place is where to begin.
    if (!told.has(problem)) report.add(place, 'room-order', problem);
    told.add(problem);
  }
}
