import { Limits } from '../../database';
import type { BindResolver } from '../compiler/host';
import { executeBatch } from '../runtime/async';
import type { ClassInfo } from '../runtime/classes';
import { current } from '../runtime/execution';
import { hydrate } from '../runtime/hydration';
import { runQuery, toBind } from '../runtime/query';
import { TransactionView } from '../runtime/transaction-view';
import type { ApexList } from '../values/list';
import type { ApexMap } from '../values/map';
import { throwNullArgument } from './arguments';
import type { MethodSignature, NativeFunction, PlatformType } from './contract';
import { accessFor } from './database-access';
import type { AccessLevel } from './database-options';
import { JobContextValue } from './job-context-value';
import { QueryLocator } from './query-locator';

const DEFAULT_BATCH_SIZE = 200;

/** Rows of a locator do not count against the rows of the transaction: a batch may go through 50 million. */
function locate(text: string | null, level: AccessLevel | undefined, caller: ClassInfo, binds: (name: string) => unknown): QueryLocator {
  if (text === null) throwNullArgument();
  const execution = current();
  const { tx } = execution;
  const access = accessFor(level, caller);
  tx.limits.count('queries');
  execution.tx = new TransactionView(tx, { limits: new Limits() });
  try {
    const result = runQuery(text, access, (name) => {
      const value = binds(name);
      return value === undefined ? undefined : toBind(value);
    });
    const list = hydrate(result, execution.services.schema);
    return new QueryLocator(text, list.items, list.element);
  } finally {
    execution.tx = tx;
  }
}

const fromMap =
  (map: ApexMap) =>
  (name: string): unknown => {
    const key = map.keys().find((candidate) => String(candidate).toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : map.get(key);
  };

export const ASYNC_DATABASE_METHODS: Readonly<Record<MethodSignature, NativeFunction>> = {
  'Id executeBatch(Object batchClassObject)': (instance: unknown) => executeBatch(instance, DEFAULT_BATCH_SIZE),
  'Id executeBatch(Object batchClassObject, Integer scope)': (instance: unknown, size: number | null) =>
    executeBatch(instance, size ?? DEFAULT_BATCH_SIZE),
  'Database.QueryLocator getQueryLocator(String query)': (text: string, caller: ClassInfo, binds: BindResolver) =>
    locate(text, undefined, caller, binds),
  'Database.QueryLocator getQueryLocator(String query, System.AccessLevel accessLevel)': (
    text: string,
    level: AccessLevel,
    caller: ClassInfo,
    binds: BindResolver
  ) => locate(text, level, caller, binds),
  'Database.QueryLocator getQueryLocator(List<SObject> records)': (records: ApexList | null) =>
    records === null ? throwNullArgument() : new QueryLocator('', records.items, records.element),
  'Database.QueryLocator getQueryLocatorWithBinds(String query, Map<String,Object> bindMap, System.AccessLevel accessLevel)': (
    text: string,
    binds: ApexMap,
    level: AccessLevel,
    caller: ClassInfo
  ) => locate(text, level, caller, fromMap(binds))
};

/** An interface, so that tests of libraries may implement it. */
const jobContext = (name: string, abstractMethods: readonly MethodSignature[]): PlatformType => ({
  name,
  kind: 'interface',
  isInstance: (value) => value instanceof JobContextValue && value.typeName === name,
  abstractMethods
});

export const ASYNC_TYPES: readonly PlatformType[] = [
  {
    name: 'Database.Batchable',
    kind: 'interface',
    typeParameters: ['T'],
    abstractMethods: [
      'Iterable<T> start(Database.BatchableContext context)',
      'void execute(Database.BatchableContext context, List<T> scope)',
      'void finish(Database.BatchableContext context)'
    ]
  },
  { name: 'Database.Stateful', kind: 'interface' },
  { name: 'Database.AllowsCallouts', kind: 'interface' },
  {
    name: 'Database.QueryLocator',
    kind: 'class',
    implements: ['Iterable<SObject>'],
    isInstance: (value) => value instanceof QueryLocator,
    methods: {
      'String getQuery()': (locator: QueryLocator) => locator.query,
      'Iterator<SObject> iterator()': (locator: QueryLocator) => locator.iterator$0()
    }
  },
  jobContext('Database.BatchableContext', ['Id getJobId()', 'Id getChildJobId()']),
  jobContext('System.QueueableContext', ['Id getJobId()']),
  jobContext('System.SchedulableContext', ['Id getTriggerId()']),
  { name: 'System.Queueable', kind: 'interface', abstractMethods: ['void execute(System.QueueableContext context)'] },
  { name: 'System.Schedulable', kind: 'interface', abstractMethods: ['void execute(System.SchedulableContext context)'] },
  { name: 'System.Callable', kind: 'interface', abstractMethods: ['Object call(String action, Map<String,Object> args)'] }
];
