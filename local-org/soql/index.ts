export type * from './ast';
export { SoqlEngine } from './engine';
export { parseQuery, parseQueryAt, type ParsedQueryAt } from './parser';
export type { BindReader } from './token-stream';
export { columnValue, SYSTEM_ACCESS } from './types';
