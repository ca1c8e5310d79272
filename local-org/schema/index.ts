export { buildSchema } from './build';
export { allocatedPrefixes } from './key-prefixes';
export type * from './specification';
export { STANDARD_OBJECTS } from './standard/index';
export { USER_PERMISSIONS } from './standard/users';
export type * from './types';
