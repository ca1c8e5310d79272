export type * from './ast';
export { SoqlEngine } from './engine';
export { parseQuery, parseQueryAt } from './parser';
export { SYSTEM_ACCESS } from './types';
