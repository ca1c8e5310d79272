import { ApexDouble } from '../values/double';
import type { ApexEnumValue } from '../values/enum';
import { throwApex } from '../values/exception';
import { RuntimeType } from '../runtime/runtime-type';
import type { NativeFunction, PlatformType } from './contract';
import { platformEnum } from './enums';
import { typed } from './json-read';
import { JsonNumber, type JsonNode } from './json-text';
import type { TypeToken } from './type-token';

interface Token {
  readonly kind: string;
  readonly text: string | null;
  readonly name: string | null;
  /** The whole value that begins here, and the position behind it. */
  readonly node: JsonNode;
  end: number;
}

/** `System.JSONParser`: the tokens of a JSON text one after the other. */
export class JsonParser {
  private readonly tokens: Token[] = [];
  private position = -1;
  private cleared = false;

  constructor(root: JsonNode) {
    this.flatten(root, null);
  }

  next(): ApexEnumValue | null {
    this.cleared = false;
    if (this.position < this.tokens.length) this.position++;
    return this.kind();
  }

  /** Skips names: to the next token that is a value. */
  nextValue(): ApexEnumValue | null {
    this.next();
    return this.token?.kind === 'FIELD_NAME' ? this.next() : this.kind();
  }

  kind(): ApexEnumValue | null {
    const { token } = this;
    return token ? platformEnum('System.JSONToken').get(token.kind) : null;
  }

  get token(): Token | undefined {
    return this.cleared ? undefined : this.tokens[this.position];
  }

  clear(): void {
    this.cleared = true;
  }

  /** From the start of an object or array to its end. */
  skipChildren(): void {
    const { token } = this;
    if (token && (token.kind === 'START_OBJECT' || token.kind === 'START_ARRAY')) this.position = token.end - 1;
  }

  /** The value that begins at the current token; moves to its last token. */
  readAs(type: RuntimeType, strict: boolean): unknown {
    if (this.position < 0) this.next();
    if (this.token?.kind === 'FIELD_NAME') this.next();
    const { token } = this;
    if (!token) throwApex('System.JSONException', 'No content to map to Object due to end of input');
    this.position = token.end - 1;
    return typed(token.node, type, strict);
  }

  /** The current scalar as a type. */
  scalar(type: string): unknown {
    const { token } = this;
    if (!token) throwApex('System.JSONException', 'Current token is not a value');
    const value = typed(token.node, RuntimeType.of(type), false);
    return value instanceof ApexDouble ? value.value : value;
  }

  private flatten(node: JsonNode, name: string | null): void {
    const add = (kind: string, text: string | null): Token => {
      const token: Token = { kind, text, name, node, end: this.tokens.length + 1 };
      this.tokens.push(token);
      return token;
    };
    if (node === null) add('VALUE_NULL', 'null');
    else if (typeof node === 'boolean') add(node ? 'VALUE_TRUE' : 'VALUE_FALSE', String(node));
    else if (typeof node === 'string') add('VALUE_STRING', node);
    else if (node instanceof JsonNumber) add(node.isInteger ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT', node.text);
    else if (node instanceof Map) {
      const start = add('START_OBJECT', '{');
      for (const [key, value] of node as ReadonlyMap<string, JsonNode>) {
        this.tokens.push({ kind: 'FIELD_NAME', text: key, name: key, node: value, end: this.tokens.length + 1 });
        this.flatten(value, key);
      }
      add('END_OBJECT', '}');
      start.end = this.tokens.length;
    } else {
      const start = add('START_ARRAY', '[');
      for (const item of node as readonly JsonNode[]) this.flatten(item, null);
      add('END_ARRAY', ']');
      start.end = this.tokens.length;
    }
  }
}

const getters: Record<string, NativeFunction> = {};
for (const [name, type] of [
  ['getBlobValue', 'Blob'],
  ['getBooleanValue', 'Boolean'],
  ['getDateValue', 'Date'],
  ['getDateTimeValue', 'Datetime'],
  ['getDecimalValue', 'Decimal'],
  ['getDoubleValue', 'Double'],
  ['getIdValue', 'Id'],
  ['getIntegerValue', 'Integer'],
  ['getLongValue', 'Long'],
  ['getTimeValue', 'Time']
] as const) {
  getters[`${type} ${name}()`] = (parser: JsonParser) => parser.scalar(type);
}

export const JSON_PARSER_TYPE: PlatformType = {
  name: 'System.JSONParser',
  kind: 'class',
  isInstance: (value) => value instanceof JsonParser,
  methods: {
    ...getters,
    'void clearCurrentToken()': (parser: JsonParser) => parser.clear(),
    'String getCurrentName()': (parser: JsonParser) => parser.token?.name ?? null,
    'System.JSONToken getCurrentToken()': (parser: JsonParser) => parser.kind(),
    'String getText()': (parser: JsonParser) => parser.token?.text ?? null,
    'Boolean hasCurrentToken()': (parser: JsonParser) => parser.token !== undefined,
    'System.JSONToken nextToken()': (parser: JsonParser) => parser.next(),
    'System.JSONToken nextValue()': (parser: JsonParser) => parser.nextValue(),
    'Object readValueAs(Type apexType)': (parser: JsonParser, token: TypeToken) => parser.readAs(token.type, false),
    'Object readValueAsStrict(Type apexType)': (parser: JsonParser, token: TypeToken) => parser.readAs(token.type, true),
    'void skipChildren()': (parser: JsonParser) => parser.skipChildren()
  }
};
