import type { JsonValue } from '../../apex/types';
import { ApexUncaughtException } from '../../apex/types';
import { OrgException } from '../../errors';
import type { ApiCall } from '../http/call';
import { json, type ApiReply } from '../http/reply';
import { statusOf } from '../http/errors';
import type { Routes } from '../http/routes';
import { JsonBody } from '../json/body';

/** The `error.body` that a component catches. */
function exceptionBody(error: ApexUncaughtException): Record<string, unknown> {
  // The message an AuraHandledException was made with is for the user; its trace is the developer's.
  const handled = error.typeName.toLowerCase().endsWith('aurahandledexception');
  const body = {
    message: error.message,
    exceptionType: handled ? 'System.AuraHandledException' : error.typeName,
    isUserDefinedException: false,
    stackTrace: handled ? '' : error.apexStackTrace
  };
  if (!error.dmlErrors || error.dmlErrors.length === 0) return body;
  const fieldErrors: Record<string, { statusCode: string; message: string }[]> = {};
  const pageErrors: { statusCode: string; message: string }[] = [];
  for (const { errorCode, message, fields } of error.dmlErrors) {
    if (fields.length === 0) pageErrors.push({ statusCode: errorCode, message });
    for (const field of fields) (fieldErrors[field] ??= []).push({ statusCode: errorCode, message });
  }
  return { ...body, pageErrors, fieldErrors, index: error.dmlErrors[0]?.index ?? null, duplicateResults: [] };
}

function invoke(
  call: ApiCall,
  className: string,
  methodName: string,
  parameters: Readonly<Record<string, JsonValue>>,
  cacheable: boolean
): JsonValue {
  const method = call.org.apex.auraMethod(className, methodName);
  if (!method) throw new OrgException('NOT_FOUND', `Unable to find Apex action method referenced as '${className}.${methodName}'.`);
  if (cacheable && !method.cacheable) {
    throw new OrgException(
      'INVALID_OPERATION',
      `Apex method ${className}.${methodName} is not annotated with cacheable=true and cannot be wired.`
    );
  }
  return call.transact((tx) => call.org.apex.invokeAura(tx, method.className, method.methodName, parameters));
}

/** `POST /webruntime/api/apex/execute`: an `@AuraEnabled` method on behalf of a component. */
function execute(call: ApiCall): ApiReply {
  const body = JsonBody.of(call);
  const source = body.object();
  body.only(source, ['namespace', 'classname', 'method', 'isContinuation', 'params', 'cacheable']);
  if (body.boolean(source, 'isContinuation'))
    throw new OrgException('NOT_SUPPORTED', 'The embedded org does not support Apex continuations.');
  const namespace = body.optionalString(source, 'namespace') ?? '';
  if (namespace !== '' && namespace !== 'c') throw new OrgException('NOT_FOUND', `Unknown namespace ${namespace}`);
  const cacheable = body.boolean(source, 'cacheable');
  const parameters = source['params'] === undefined || source['params'] === null ? {} : body.asObject(source['params'], ['params']);
  try {
    const returnValue = invoke(call, body.string(source, 'classname'), body.string(source, 'method'), parameters, cacheable);
    return json(200, { returnValue, cacheable }, { 'cache-control': 'no-store' });
  } catch (error) {
    if (error instanceof ApexUncaughtException) return json(500, exceptionBody(error));
    if (error instanceof OrgException) {
      return json(statusOf(error.errorCode), {
        message: error.message,
        errorCode: error.errorCode,
        exceptionType: null,
        isUserDefinedException: false,
        stackTrace: ''
      });
    }
    throw error;
  }
}

export function lwcRoutes(routes: Routes): void {
  routes.session('POST', '/webruntime/api/apex/execute', execute);
}
