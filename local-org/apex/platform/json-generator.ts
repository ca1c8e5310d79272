import { ApexDouble } from '../values/double';
import { throwApex } from '../values/exception';
import type { NativeFunction, PlatformType } from './contract';
import { writeJson } from './json-write';

interface Level {
  readonly kind: 'object' | 'array';
  count: number;
}

/** `System.JSONGenerator`: JSON written piece by piece. */
export class JsonGenerator {
  private output = '';
  private readonly levels: Level[] = [];
  private afterName = false;
  closed = false;

  constructor(private readonly pretty: boolean) {}

  open(kind: 'object' | 'array'): void {
    this.separate();
    this.output += kind === 'object' ? '{' : '[';
    this.levels.push({ kind, count: 0 });
  }

  end(kind: 'object' | 'array'): void {
    const level = this.levels.pop();
    if (level?.kind !== kind) throwApex('System.JSONException', `Current context not an ${kind} but ${level?.kind ?? 'root'}`);
    if (this.pretty && kind === 'object') this.output += level.count > 0 ? this.lineBreak() : ' ';
    else if (this.pretty) this.output += ' ';
    this.output += kind === 'object' ? '}' : ']';
  }

  name(name: string): void {
    if (this.levels[this.levels.length - 1]?.kind !== 'object')
      throwApex('System.JSONException', 'Can not write a field name, expecting a value');
    this.separate();
    this.output += `${JSON.stringify(name)}${this.pretty ? ' : ' : ':'}`;
    this.afterName = true;
  }

  value(value: unknown): void {
    this.separate();
    this.output += writeJson(value, { pretty: this.pretty, suppressNulls: false });
  }

  text(): string {
    return this.output;
  }

  private separate(): void {
    if (this.closed) throwApex('System.JSONException', 'JSONGenerator is closed');
    if (this.afterName) {
      this.afterName = false;
      return;
    }
    const level = this.levels[this.levels.length - 1];
    if (!level) return;
    if (level.count++ > 0) this.output += ',';
    if (this.pretty) this.output += level.kind === 'object' ? this.lineBreak() : ' ';
  }

  private lineBreak(): string {
    return `\n${'  '.repeat(this.levels.length)}`;
  }
}

/** Types that have a `writeX(value)` and a `writeXField(name, value)`. */
const WRITERS: readonly (readonly [suffix: string, type: string])[] = [
  ['Blob', 'Blob'],
  ['Boolean', 'Boolean'],
  ['Date', 'Date'],
  ['DateTime', 'Datetime'],
  ['Id', 'Id'],
  ['Number', 'Decimal'],
  ['Number', 'Double'],
  ['Number', 'Integer'],
  ['Number', 'Long'],
  ['Object', 'Object'],
  ['String', 'String'],
  ['Time', 'Time']
];

const methods: Record<string, NativeFunction> = {
  'void close()': (generator: JsonGenerator) => {
    generator.closed = true;
  },
  'String getAsString()': (generator: JsonGenerator) => generator.text(),
  'Boolean isClosed()': (generator: JsonGenerator) => generator.closed,
  'void writeEndArray()': (generator: JsonGenerator) => generator.end('array'),
  'void writeEndObject()': (generator: JsonGenerator) => generator.end('object'),
  'void writeFieldName(String fieldName)': (generator: JsonGenerator, name: string) => generator.name(name),
  'void writeNull()': (generator: JsonGenerator) => generator.value(null),
  'void writeNullField(String fieldName)': (generator: JsonGenerator, name: string) => {
    generator.name(name);
    generator.value(null);
  },
  'void writeStartArray()': (generator: JsonGenerator) => generator.open('array'),
  'void writeStartObject()': (generator: JsonGenerator) => generator.open('object')
};
for (const [suffix, type] of WRITERS) {
  const box = (value: unknown): unknown => (type === 'Double' && typeof value === 'number' ? new ApexDouble(value) : value);
  methods[`void write${suffix}(${type} value)`] = (generator: JsonGenerator, value: unknown) => generator.value(box(value));
  methods[`void write${suffix}Field(String fieldName, ${type} value)`] = (generator: JsonGenerator, name: string, value: unknown) => {
    generator.name(name);
    generator.value(box(value));
  };
}

export const JSON_GENERATOR_TYPE: PlatformType = {
  name: 'System.JSONGenerator',
  kind: 'class',
  isInstance: (value) => value instanceof JsonGenerator,
  methods
};
