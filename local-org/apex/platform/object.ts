import { equalValues, hashValue } from '../values/equality';
import { ApexBlob } from '../values/blob';
import { throwApex } from '../values/exception';
import { parseId, toId } from '../values/id';
import { text } from '../values/text';
import { RuntimeType } from '../runtime/runtime-type';
import { current } from '../runtime/execution';
import { refusingNull, throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { objectToken } from './schema-tokens';
import { TypeToken, typeToken } from './type-token';

/** The class of a type token, for `Type.newInstance`. @throws System.TypeException */
function newInstance(token: TypeToken): unknown {
  return token.newInstance();
}

function typeForName(name: string | null): unknown {
  if (name === null) return null;
  let type: RuntimeType;
  try {
    type = RuntimeType.of(name);
  } catch {
    return null;
  }
  return typeToken(type).resolved();
}

/** `0015g00000AbCdE` or its 18-character form. */
const isId = (value: unknown): boolean => typeof value === 'string' && parseId(value) !== undefined;

export const OBJECT_TYPES: readonly PlatformType[] = [
  {
    name: 'System.Object',
    kind: 'class',
    isInstance: (value) => value !== null && value !== undefined,
    constructors: {},
    methods: {
      'Boolean equals(Object other)': equalValues,
      'Integer hashCode()': hashValue,
      'String toString()': text
    }
  },
  {
    name: 'System.Id',
    kind: 'class',
    isInstance: isId,
    methods: {
      'Schema.SObjectType getSObjectType()': (id: string) =>
        objectToken(
          current().services.schema.objectByPrefix(id.slice(0, 3)) ??
            throwApex('System.SObjectException', `Unable to determine SObject type from id: ${id}`)
        ),
      'String to15()': (id: string) => id.slice(0, 15)
    },
    staticMethods: refusingNull({
      'Id valueOf(String toId)': toId,
      'Id valueOf(String toId, Boolean restoreCasing)': toId
    })
  },
  {
    name: 'System.Blob',
    kind: 'class',
    isInstance: (value) => value instanceof ApexBlob,
    methods: {
      'Integer size()': (blob: ApexBlob) => blob.bytes.length,
      'String toString()': (blob: ApexBlob) => {
        if (!Buffer.from(blob.toText(), 'utf8').equals(Buffer.from(blob.bytes))) {
          throwApex('System.StringException', 'BLOB is not a valid UTF-8 string');
        }
        return blob.toText();
      }
    },
    staticMethods: refusingNull({ 'Blob valueOf(String stringToBlob)': (value: string) => ApexBlob.fromText(value) })
  },
  {
    name: 'System.Type',
    kind: 'class',
    isInstance: (value) => value instanceof TypeToken,
    methods: {
      'Boolean equals(Object other)': (token: TypeToken, other: unknown) => token === other,
      'String getName()': (token: TypeToken) => token.name,
      'Integer hashCode()': (token: TypeToken) => hashValue(token.name),
      'Boolean isAssignableFrom(Type sourceType)': (token: TypeToken, source: TypeToken | null) =>
        source === null ? throwNullArgument() : token.isAssignableFrom(source),
      'Object newInstance()': newInstance,
      'String toString()': (token: TypeToken) => token.name
    },
    staticMethods: {
      'Type forName(String fullyQualifiedName)': typeForName,
      'Type forName(String namespace, String name)': (namespace: string | null, name: string | null) =>
        namespace === null || namespace === '' ? typeForName(name) : typeForName(name === null ? null : `${namespace}.${name}`)
    }
  }
];
