import type { Savepoint } from '../../database/types';
import { current } from '../runtime/execution';
import { throwApex } from '../values/exception';
import { throwNullArgument } from './arguments';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';

/** `System.Savepoint`. */
class SavepointValue {
  released = false;

  constructor(readonly savepoint: Savepoint) {}
}

function usable(value: SavepointValue | null): SavepointValue {
  if (value === null) throwNullArgument();
  if (value.released) throwApex('System.TypeException', 'Savepoint is invalid: it was released');
  return value;
}

/** Setting, rolling back to and releasing a savepoint count as DML statements; rows in memory keep what they have. */
export const SAVEPOINT_METHODS: Readonly<Record<MethodSignature, NativeFunction>> = {
  'System.Savepoint setSavepoint()': () => {
    const { tx } = current();
    tx.limits.count('dmlStatements');
    return new SavepointValue(tx.savepoint());
  },
  'void rollback(System.Savepoint databaseSavepoint)': (value: SavepointValue | null) => {
    current().tx.limits.count('dmlStatements');
    usable(value).savepoint.rollback();
  },
  'void releaseSavepoint(System.Savepoint databaseSavepoint)': (value: SavepointValue | null) => {
    current().tx.limits.count('dmlStatements');
    const live = usable(value);
    live.savepoint.release();
    live.released = true;
  }
};

export const SAVEPOINT_TYPE: PlatformType = {
  name: 'System.Savepoint',
  kind: 'class',
  isInstance: (value) => value instanceof SavepointValue
};
