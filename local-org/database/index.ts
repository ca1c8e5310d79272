export { ignoresCase, isStored, quoteName } from './columns';
export { formatId, IdGenerator, isValidId, prefixOf, to18 } from './ids';
export { Limits } from './limits';
export { DatabaseFailure } from './failure';
export { openDatabase } from './open';
export { DatabaseInUse } from './owner';
export { indexOnRequest } from './indexes';
export { alterTables, createTables, LayoutRefused, readLayout, requireOwnDatabase, type Layout, type LayoutChanges } from './tables';
export { rehearseTransaction, runInTransaction, type TransactionContext } from './transaction';
