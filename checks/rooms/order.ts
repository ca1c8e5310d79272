/** The package's folder whose folders are rooms. */
const MAIN = 'force-app/main/';

/** The rooms from left to right: each uses itself and what is left of it. Rooms of one step do not use each other. */
const ORDER: readonly (readonly string[])[] = [
  ['base'],
  ['notify'],
  ['agree'],
  ['score'],
  ['handoff'],
  ['loop'],
  ['design', 'bowler'],
  ['align'],
  ['front']
];

/** The room a file belongs to; `undefined` outside of the package's main folder. */
export function roomOf(file: string): string | undefined {
  return file.startsWith(MAIN) ? (file.slice(MAIN.length).split('/')[0] ?? '') : undefined;
}

/** The room's place from the left, 0-based; -1 for a folder that is no room. */
export function stepOf(room: string): number {
  return ORDER.findIndex((step) => step.includes(room));
}

/** Whether a room may use what another one owns. */
export function mayUse(user: string, owner: string): boolean {
  return user === owner || stepOf(owner) < stepOf(user);
}
