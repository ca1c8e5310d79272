export { columnType, ignoresCase, isStored, quoteName, storedFields } from './columns';
export { formatId, IdGenerator, isValidId, prefixOf, to18 } from './ids';
export { Limits } from './limits';
export { openDatabase, type OpenOptions, type SqlFunction } from './open';
export { DatabaseInUse } from './owner';
export { indexOnRequest } from './indexes';
export {
  alterTables,
  createTables,
  LayoutRefused,
  readLayout,
  type ColumnLayout,
  type Layout,
  type LayoutChanges,
  type LayoutRefusal
} from './tables';
export { rehearseTransaction, runInTransaction, type TransactionContext } from './transaction';
