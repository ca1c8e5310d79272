import { unwrap } from 'lwc';
import { post } from 'preview/http';
import { fieldPath } from 'preview/fieldNames';
import type { FieldName } from 'preview/fieldNames';
import { freeze } from 'preview/wire';
import type { WireValue } from 'preview/wire';

type Parameters = Readonly<Record<string, unknown>>;
type DataCallback = (value: WireValue<unknown>) => void;

const ENDPOINT = '/webruntime/api/apex/execute';

/** One method with one set of parameters: its answer is shared by every wire that asks for the same. */
interface Answer {
  readonly wires: Set<ApexWire>;
  readonly call: () => Promise<unknown>;
  value: WireValue<unknown> | undefined;
  running: Promise<WireValue<unknown>> | undefined;
}

const answers = new Map<string, Answer>();
/** Which answer a value that was handed to a component came from. */
const origins = new WeakMap<object, Answer>();

async function run(answer: Answer): Promise<WireValue<unknown>> {
  answer.running ??= (async () => {
    let value: WireValue<unknown>;
    try {
      value = { data: freeze(await answer.call()), error: undefined };
    } catch (error) {
      value = { data: undefined, error: freeze(error) };
    }
    answer.running = undefined;
    answer.value = value;
    for (const wire of [...answer.wires]) wire.receive(answer, value);
    return value;
  })();
  return answer.running;
}

class ApexWire {
  private connected = false;
  private parameters: Parameters | undefined;
  private answer: Answer | undefined;

  constructor(
    private readonly method: string,
    private readonly call: (parameters: Parameters) => Promise<unknown>,
    private readonly callback: DataCallback
  ) {
    this.emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.connected = true;
    this.follow();
  }

  update(parameters: Parameters): void {
    this.parameters = parameters;
    if (this.connected) this.follow();
  }

  disconnect(): void {
    this.connected = false;
    this.leave();
  }

  receive(answer: Answer, value: WireValue<unknown>): void {
    if (answer === this.answer && this.connected) this.emit(value);
  }

  private emit(value: WireValue<unknown>): void {
    // Each wire gets an object of its own, so that refreshApex knows which answer it came from.
    const own = { ...value };
    if (this.answer) origins.set(own, this.answer);
    this.callback(own);
  }

  private leave(): void {
    this.answer?.wires.delete(this);
    this.answer = undefined;
  }

  private follow(): void {
    const { parameters, call } = this;
    // As on the platform: a wire with an undefined parameter does not call.
    if (parameters === undefined || Object.values(parameters).includes(undefined)) return;
    const key = `${this.method}\0${JSON.stringify(Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1)))}`;
    const answer = answers.get(key) ?? { wires: new Set<ApexWire>(), call: () => call(parameters), value: undefined, running: undefined };
    if (answer === this.answer) return;
    answers.set(key, answer);
    this.leave();
    this.answer = answer;
    answer.wires.add(this);
    if (answer.value !== undefined && answer.value.error === undefined) this.emit(answer.value);
    else void run(answer);
  }
}

/** What `import method from '@salesforce/apex/Class.method'` gives: a function that is also a wire adapter. */
export function apexMethod(namespace: string, classname: string, method: string): (parameters?: Parameters) => Promise<unknown> {
  const call = async (params: Parameters, cacheable: boolean): Promise<unknown> => {
    const answer = await post(ENDPOINT, { namespace, classname, method, params, cacheable }, cacheable);
    return typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'returnValue') : undefined;
  };
  const id = `${namespace}.${classname}.${method}`;
  class MethodWire extends ApexWire {
    constructor(callback: DataCallback) {
      super(id, (parameters) => call(parameters, true), callback);
    }
  }
  const imperative = (parameters?: Parameters): Promise<unknown> => call(parameters ?? {}, false);
  return Object.assign(imperative, { adapter: MethodWire });
}

/** Fetches again what this wired value came from; every wire with the same method and parameters gets the new answer. */
export async function refreshApex(wired: unknown): Promise<unknown> {
  const value: unknown = unwrap(wired);
  const answer = typeof value === 'object' && value !== null ? origins.get(value) : undefined;
  if (!answer) return undefined;
  const fresh = await run(answer);
  if (fresh.error !== undefined) throw fresh.error;
  return fresh.data;
}

/** Drops results that no wire on the page uses: called when another page opens. */
export function forgetUnusedAnswers(): void {
  for (const [key, answer] of answers) {
    if (answer.wires.size === 0) answers.delete(key);
  }
}

/** The value of a field in an SObject that Apex returned; follows relationships. */
export function getSObjectValue(record: unknown, field: FieldName): unknown {
  let reached = record;
  for (const step of fieldPath(field).split('.')) {
    if (typeof reached !== 'object' || reached === null) return undefined;
    reached = Reflect.get(reached, step);
  }
  return reached;
}
