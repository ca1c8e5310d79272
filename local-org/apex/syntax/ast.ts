/** The syntax tree of Apex: immutable, every node with its place. */
export type * from './declaration-nodes';
export type * from './expression-nodes';
export type * from './statement-nodes';
