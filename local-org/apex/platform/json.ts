import { refusingNull, throwNullArgument } from './arguments';
import type { PlatformType } from './contract';
import { JSON_GENERATOR_TYPE, JsonGenerator } from './json-generator';
import { JSON_PARSER_TYPE, JsonParser } from './json-parser';
import { typed, untyped } from './json-read';
import { parseJson } from './json-text';
import { writeJson } from './json-write';
import type { TypeToken } from './type-token';

function deserialize(text: string, token: TypeToken, strict: boolean): unknown {
  return typed(parseJson(text), token.type, strict);
}

const serialize = (value: unknown, pretty: boolean, suppressNulls: boolean | null): string =>
  suppressNulls === null ? throwNullArgument() : writeJson(value, { pretty, suppressNulls });

export const JSON_TYPES: readonly PlatformType[] = [
  {
    name: 'System.JSON',
    kind: 'class',
    staticMethods: {
      'System.JSONGenerator createGenerator(Boolean prettyPrint)': (pretty: boolean | null) => new JsonGenerator(pretty === true),
      'System.JSONParser createParser(String jsonString)': (text: string | null) =>
        text === null ? throwNullArgument() : new JsonParser(parseJson(text)),
      ...refusingNull({
        'Object deserialize(String jsonString, Type apexType)': (text: string, token: TypeToken) => deserialize(text, token, false),
        'Object deserializeStrict(String jsonString, Type apexType)': (text: string, token: TypeToken) => deserialize(text, token, true),
        'Object deserializeUntyped(String jsonString)': (text: string) => untyped(parseJson(text))
      }),
      'String serialize(Object objectToSerialize)': (value: unknown) => serialize(value, false, false),
      'String serialize(Object objectToSerialize, Boolean suppressApexObjectNulls)': (value: unknown, suppress: boolean | null) =>
        serialize(value, false, suppress),
      'String serializePretty(Object objectToSerialize)': (value: unknown) => serialize(value, true, false),
      'String serializePretty(Object objectToSerialize, Boolean suppressApexObjectNulls)': (value: unknown, suppress: boolean | null) =>
        serialize(value, true, suppress)
    }
  },
  JSON_GENERATOR_TYPE,
  JSON_PARSER_TYPE
];
