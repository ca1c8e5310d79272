import type { Execution } from '../runtime/execution';
import { current } from '../runtime/execution';
import { RuntimeType } from '../runtime/runtime-type';
import type { ApexBlob } from '../values/blob';
import { ApexMap } from '../values/map';
import type { NativeProperty, PlatformType, PropertySignature } from './contract';

const TEXT = RuntimeType.of('String');

/** `System.RestRequest`. Names of headers are found without regard to case, as in HTTP. */
export class RestRequestValue {
  readonly headers = ApexMap.caseInsensitive(TEXT, TEXT);
  readonly params = new ApexMap(TEXT, TEXT);
  httpMethod: string | null = null;
  remoteAddress: string | null = null;
  requestBody: ApexBlob | null = null;
  requestURI: string | null = null;
  resourcePath: string | null = null;
}

/** `System.RestResponse`. */
export class RestResponseValue {
  readonly headers = ApexMap.caseInsensitive(TEXT, TEXT);
  responseBody: ApexBlob | null = null;
  statusCode: number | null = null;
}

interface RestContext {
  request: RestRequestValue | null;
  response: RestResponseValue | null;
}

/** Request and response belong to what runs: a test that sets them leaves nothing to the next one. */
const contexts = new WeakMap<Execution, RestContext>();

/** What `RestContext` holds in the code that runs now. */
export function restContext(): RestContext {
  const running = current();
  const found = contexts.get(running) ?? { request: null, response: null };
  contexts.set(running, found);
  return found;
}

/** A property that is an ordinary member of the value. */
const member = <T extends object>(name: keyof T & string): NativeProperty => ({
  get: (target: T): unknown => Reflect.get(target, name),
  set: (target: T, value: unknown) => {
    Reflect.set(target, name, value);
  }
});

const readOnly = <T extends object>(name: keyof T & string): NativeProperty => ({ get: (target: T): unknown => Reflect.get(target, name) });

const requestProperties: Record<PropertySignature, NativeProperty> = {
  'Map<String, String> headers': readOnly<RestRequestValue>('headers'),
  'Map<String, String> params': readOnly<RestRequestValue>('params'),
  'String httpMethod': member<RestRequestValue>('httpMethod'),
  'String remoteAddress': member<RestRequestValue>('remoteAddress'),
  'Blob requestBody': member<RestRequestValue>('requestBody'),
  'String requestURI': member<RestRequestValue>('requestURI'),
  'String resourcePath': member<RestRequestValue>('resourcePath')
};

export const REST_TYPES: readonly PlatformType[] = [
  {
    name: 'System.RestContext',
    kind: 'class',
    staticProperties: {
      'System.RestRequest request': {
        get: () => restContext().request,
        set: (value: RestRequestValue | null) => {
          restContext().request = value;
        }
      },
      'System.RestResponse response': {
        get: () => restContext().response,
        set: (value: RestResponseValue | null) => {
          restContext().response = value;
        }
      }
    }
  },
  {
    name: 'System.RestRequest',
    kind: 'class',
    isInstance: (value) => value instanceof RestRequestValue,
    constructors: { '()': () => new RestRequestValue() },
    properties: requestProperties,
    methods: {
      'void addHeader(String name, String value)': (request: RestRequestValue, name: string, value: string) =>
        request.headers.put(name, value),
      'void addParameter(String name, String value)': (request: RestRequestValue, name: string, value: string) =>
        request.params.put(name, value)
    }
  },
  {
    name: 'System.RestResponse',
    kind: 'class',
    isInstance: (value) => value instanceof RestResponseValue,
    constructors: { '()': () => new RestResponseValue() },
    properties: {
      'Map<String, String> headers': readOnly<RestResponseValue>('headers'),
      'Blob responseBody': member<RestResponseValue>('responseBody'),
      'Integer statusCode': member<RestResponseValue>('statusCode')
    },
    methods: {
      'void addHeader(String name, String value)': (response: RestResponseValue, name: string, value: string) =>
        response.headers.put(name, value)
    }
  }
];
