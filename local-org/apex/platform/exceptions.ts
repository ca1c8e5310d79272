import { RuntimeType } from '../runtime/runtime-type';
import { ApexException, DmlException, exceptionClass, PLATFORM_EXCEPTION_CLASSES, throwApex, type DmlFailure } from '../values/exception';
import { ApexList } from '../values/list';
import type { ConstructorSignature, NativeFunction, PlatformType } from './contract';
import { platformEnum } from './enums';
import { current } from '../runtime/execution';
import { fieldToken } from './schema-tokens';

function constructors(name: string): Record<ConstructorSignature, NativeFunction> {
  const make = (message?: unknown, cause?: unknown): ApexException => new (exceptionClass(name))().$construct(message, cause);
  return {
    '()': () => make(),
    '(String message)': make,
    '(Exception cause)': make,
    '(String message, Exception cause)': make
  };
}

function failureAt(exception: DmlException, index: number | null): DmlFailure {
  if (index === null) throwApex('System.NullPointerException', 'Argument cannot be null.');
  return exception.failures[index] ?? throwApex('System.TypeException', `Invalid index: ${index}`);
}

const strings = (items: readonly string[]): ApexList => new ApexList(RuntimeType.of('String'), [...items]);

const dmlMethods: Readonly<Record<string, NativeFunction>> = {
  'List<String> getDmlFieldNames(Integer index)': (exception: DmlException, index: number) => strings(failureAt(exception, index).fields),
  'List<Schema.SObjectField> getDmlFields(Integer index)': (exception: DmlException, index: number) => {
    const { id, fields } = failureAt(exception, index);
    const object = exception.object ?? (id === null ? undefined : current().services.schema.objectByPrefix(id.slice(0, 3)));
    const tokens = fields.flatMap((name) => {
      const field = object?.field(name);
      return field ? [fieldToken(field)] : [];
    });
    return new ApexList(RuntimeType.of('Schema.SObjectField'), tokens);
  },
  'Id getDmlId(Integer index)': (exception: DmlException, index: number) => failureAt(exception, index).id,
  'Integer getDmlIndex(Integer index)': (exception: DmlException, index: number) => failureAt(exception, index).index,
  'String getDmlMessage(Integer index)': (exception: DmlException, index: number) => failureAt(exception, index).message,
  'String getDmlStatusCode(Integer index)': (exception: DmlException, index: number) => failureAt(exception, index).errorCode,
  'System.StatusCode getDmlType(Integer index)': (exception: DmlException, index: number) =>
    platformEnum('System.StatusCode').find(failureAt(exception, index).errorCode) ?? null,
  'Integer getNumDml()': (exception: DmlException) => exception.failures.length
};

const base: PlatformType = {
  name: 'System.Exception',
  kind: 'exception',
  isInstance: (value) => value instanceof ApexException,
  constructors: constructors('System.Exception'),
  methods: {
    'System.Exception getCause()': (exception: ApexException) => exception.apexCause,
    'Integer getLineNumber()': (exception: ApexException) => exception.getLineNumber(),
    'String getMessage()': (exception: ApexException) => exception.getMessage(),
    'String getStackTraceString()': (exception: ApexException) => exception.getStackTraceString(),
    'String getTypeName()': (exception: ApexException) => exception.typeName,
    'void initCause(System.Exception cause)': (exception: ApexException, cause: ApexException | null) => exception.initCause(cause),
    'void setMessage(String message)': (exception: ApexException, message: string | null) => exception.setMessage(message)
  }
};

export const EXCEPTION_TYPES: readonly PlatformType[] = [...PLATFORM_EXCEPTION_CLASSES].map(([name, implementation]) => {
  if (name === base.name) return base;
  return {
    name,
    kind: 'exception',
    extends: 'System.Exception',
    isInstance: (value) => value instanceof implementation,
    constructors: constructors(name),
    ...(implementation === DmlException ? { methods: dmlMethods } : {})
  };
});
