import { OrgException, UnsupportedFeature } from '../../errors';
import { Limits } from '../../database';
import { InvalidCron } from '../../jobs/cron';
import { enqueueQueueable, scheduleJob } from '../runtime/async';
import { current, type Quiddity } from '../runtime/execution';
import { ApexDatetime } from '../values/datetime';
import type { ApexEnumValue } from '../values/enum';
import { equalValues, hashValue } from '../values/equality';
import { ApexException, throwApex } from '../values/exception';
import { text } from '../values/text';
import { SYSTEM_ASSERTIONS } from './assert';
import { throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { platformEnum } from './enums';

/** Writes a line to the log, with the line of Apex that asked for it. */
function debug(level: string, message: unknown): void {
  const { program, log } = current();
  const [frame] = program.readStack(new Error().stack ?? '');
  log.debug(level, frame?.line ?? 0, message instanceof ApexException ? message.toString() : text(message));
}

function abortJob(id: string | null): void {
  if (id === null) throwNullArgument();
  const { services, tx, test } = current();
  try {
    services.jobs.abort(tx, id);
  } catch (error) {
    if (error instanceof OrgException && !(error instanceof UnsupportedFeature)) throwApex('System.StringException', error.message);
    throw error;
  }
  test?.forget(id);
}

function schedule(name: string | null, cron: string | null, instance: unknown): string {
  if (name === null || cron === null) throwNullArgument();
  try {
    return scheduleJob(name, cron, instance);
  } catch (error) {
    if (error instanceof InvalidCron) throwApex('System.StringException', error.message);
    if (error instanceof OrgException && !(error instanceof UnsupportedFeature)) throwApex('System.AsyncException', error.message);
    throw error;
  }
}

const runs = (quiddity: Quiddity) => (): boolean => current().quiddity === quiddity;

/** `System.AsyncOptions`. */
class AsyncOptions {
  minimumDelay: number | null = null;
}

export const SYSTEM_TYPES: readonly PlatformType[] = [
  {
    name: 'System.System',
    kind: 'class',
    staticMethods: {
      ...SYSTEM_ASSERTIONS,
      'void abortJob(String jobId)': abortJob,
      'Long currentTimeMillis()': () => BigInt(current().now),
      'void debug(Object msg)': (message: unknown) => debug('DEBUG', message),
      'void debug(System.LoggingLevel logLevel, Object msg)': (level: ApexEnumValue, message: unknown) => debug(level.name, message),
      'Id enqueueJob(Object queueable)': (instance: unknown) => enqueueQueueable(instance, 0),
      'Id enqueueJob(Object queueable, Integer delay)': (instance: unknown, delay: number | null) => enqueueQueueable(instance, delay ?? 0),
      'Id enqueueJob(Object queueable, System.AsyncOptions asyncOptions)': (instance: unknown, options: AsyncOptions | null) =>
        enqueueQueueable(instance, options?.minimumDelay ?? 0),
      'Boolean equals(Object obj1, Object obj2)': equalValues,
      'Integer hashCode(Object obj)': hashValue,
      'Boolean isBatch()': runs('BATCH_APEX'),
      'Boolean isFuture()': runs('FUTURE'),
      'Boolean isQueueable()': runs('QUEUEABLE'),
      'Boolean isScheduled()': runs('SCHEDULED'),
      'Datetime now()': () => new ApexDatetime(current().now),
      'String schedule(String jobName, String cronExpression, Object schedulableClass)': schedule,
      'Date today()': () => new ApexDatetime(current().now).dateIn(current().zone)
    }
  },
  {
    name: 'System.AsyncOptions',
    kind: 'class',
    isInstance: (value) => value instanceof AsyncOptions,
    constructors: { '()': () => new AsyncOptions() },
    properties: {
      'Integer MinimumQueueableDelayInMinutes': {
        get: (options: AsyncOptions) => options.minimumDelay,
        set: (options: AsyncOptions, value: number | null) => {
          options.minimumDelay = value;
        }
      }
    }
  },
  {
    name: 'System.Test',
    kind: 'class',
    staticMethods: {
      'Boolean isRunningTest()': () => current().test !== null,
      'void setCreatedDate(Id recordId, Datetime createdDatetime)': setCreatedDate,
      'void startTest()': () => {
        const { test, tx } = current();
        if (!test?.start(tx.limits instanceof Limits ? tx.limits : null)) {
          throwApex('System.FinalException', 'Testing already started');
        }
      },
      'void stopTest()': () => {
        const { test, tx } = current();
        if (!test?.stop(tx.limits instanceof Limits ? tx.limits : null)) throwApex('System.FinalException', 'Testing not started');
      }
    }
  },
  {
    name: 'System.Request',
    kind: 'class',
    isInstance: (value) => value instanceof RequestValue,
    staticMethods: { 'System.Request getCurrent()': () => new RequestValue(current().quiddity) },
    methods: {
      'System.Quiddity getQuiddity()': (request: RequestValue) => platformEnum('System.Quiddity').get(request.quiddity)
    }
  },
  {
    name: 'System.FeatureManagement',
    kind: 'class',
    staticMethods: {
      'Boolean checkPermission(String apiName)': (name: string | null) => {
        if (name === null) throwNullArgument();
        const { services, tx } = current();
        return services.security.hasCustomPermission(tx, tx.user.id, name);
      }
    }
  }
];

/** `System.Request`: how the running code was started. */
class RequestValue {
  constructor(readonly quiddity: Quiddity) {}
}

/** Tests may say when a record was made: written past DML, as no statement can. */
function setCreatedDate(id: string | null, at: ApexDatetime | null): void {
  if (id === null || at === null) throwNullArgument();
  const { services, tx, test } = current();
  if (!test) throwApex('System.SecurityException', 'Test.setCreatedDate can only be used in tests');
  const object = services.schema.objectByPrefix(id.slice(0, 3));
  if (!object?.field('CreatedDate')) throwApex('System.SObjectException', `Invalid id: ${id}`);
  const changed = tx.db.run(`UPDATE "${object.apiName}" SET CreatedDate = ? WHERE Id = ?`, [at.milliseconds, id]);
  if (changed === 0) throwApex('System.SObjectException', `No record: ${id}`);
}
