import type { ObjectDef, Schema } from '../../schema/types';
import type { ApexValue, NativeFunction, PlatformType } from '../platform/contract';
import { type ApexClass, ApexObject, type ApexTrigger, type ClassInfo, type Statics } from '../runtime/classes';
import { meter } from '../runtime/meter';
import { metered } from '../runtime/metered';
import { createOperators } from '../runtime/operators';
import { RuntimeType } from '../runtime/runtime-type';
import { ApexEnumValue } from '../values/enum';
import { restoreClassInfo } from './class-info';
import type { CompiledScript } from './compile';
import type { ApexHost } from './host';
import { withinStack } from '../syntax/problem';
import { StackMap } from './stack-map';
import type { NativeReference } from './symbols';

/** A JavaScript class made by emitted code: statics are its properties. */
type EmittedClass = (new () => Record<string, ApexValue>) & Record<string, ApexValue>;

interface LoadedClass extends ApexClass {
  readonly accessor: () => EmittedClass;
  readonly statics: readonly string[];
  epoch(): number;
  setEpoch(epoch: number): void;
}

/** Runs compiled scripts and keeps what they define. */
export class ProgramLoader {
  private readonly infos = new Map<string, ClassInfo>();
  private readonly loaded = new Map<string, LoadedClass>();
  private readonly enums = new Map<string, readonly ApexEnumValue[]>();
  private readonly triggerBodies = new Map<string, () => void>();
  private readonly platform: ReadonlyMap<string, PlatformType>;
  private readonly epochs: { epoch: number };
  private lastEpoch = 1;
  readonly stacks: StackMap;

  /** @param outer a loader whose classes are seen from here, while those loaded here are not seen from there (anonymous code) */
  constructor(
    private readonly schema: Schema,
    private readonly platformTypes: readonly PlatformType[],
    private readonly host: ApexHost,
    private readonly outer?: ProgramLoader
  ) {
    this.platform = outer?.platform ?? new Map(platformTypes.map((type) => [type.name, type]));
    this.epochs = outer?.epochs ?? { epoch: 1 };
    this.stacks = outer?.stacks ?? new StackMap();
  }

  /** A loader for code that comes and goes. */
  inside(): ProgramLoader {
    return new ProgramLoader(this.schema, this.platformTypes, this.host, this);
  }

  /**
   * Runs a script, so that its classes are there.
   * @param name of the script in JavaScript stacks, beginning with `apex:`
   * @returns the counters of its lines
   * @throws ApexCompileError for code that is nested too deeply for the engine
   */
  load(compiled: CompiledScript, name: string): Uint32Array {
    for (const stored of [...compiled.classes, ...compiled.triggers.map(({ info }) => info)]) {
      this.infos.set(key(stored.name, stored.kind), restoreClassInfo(stored));
    }
    this.stacks.add(name, compiled);
    const counters = new Uint32Array(compiled.coverage.length);
    // An indirect eval runs in this module's own realm: a script of node:vm would have a TypeError of its own where Jest gives each file a realm.
    const body: unknown = withinStack(compiled.places[0]?.file ?? name, { line: 1, column: 1, offset: 0 }, () =>
      globalThis.eval(`${compiled.code}\n//# sourceURL=${name}`)
    );
    if (typeof body !== 'function') throw new TypeError('A compiled script is a function');
    Reflect.apply(body, undefined, [this.link(counters)]);
    return counters;
  }

  find(name: string): ApexClass | undefined {
    return this.loaded.get(name.toLowerCase()) ?? this.outer?.find(name);
  }

  get classes(): readonly ApexClass[] {
    return [...this.loaded.values()];
  }

  /** Constants of an enum written in Apex, in order; empty for a name that is none. */
  enumConstants(name: string): readonly ApexEnumValue[] {
    return this.enums.get(name.toLowerCase()) ?? this.outer?.enumConstants(name) ?? [];
  }

  triggers(compiled: CompiledScript): ApexTrigger[] {
    return compiled.triggers.map(({ info, object, events, isActive }) => ({
      info: this.info(info.name, 'trigger'),
      object,
      events,
      isActive,
      run: () => this.triggerBodies.get(info.name)?.()
    }));
  }

  readonly statics: Statics = {
    reset: () => {
      this.lastEpoch++;
      this.epochs.epoch = this.lastEpoch;
    },
    fresh: (work) => {
      const outer = this.epochs.epoch;
      const saved = this.initialisedClasses(outer);
      this.statics.reset();
      try {
        return work();
      } finally {
        this.epochs.epoch = outer;
        for (const [loaded, values] of saved) {
          loaded.setEpoch(outer);
          restore(loaded, values);
        }
      }
    }
  };

  private initialisedClasses(epoch: number): [LoadedClass, readonly ApexValue[]][] {
    return [...this.loaded.values()]
      .filter((loaded) => loaded.statics.length > 0 && loaded.epoch() === epoch)
      .map((loaded) => [loaded, loaded.statics.map((name) => loaded.accessor()[name])]);
  }

  private info(name: string, kind?: ClassInfo['kind']): ClassInfo {
    const found = kind ? this.infos.get(key(name, kind)) : (this.infos.get(key(name, 'class')) ?? this.infos.get(key(name, 'trigger')));
    if (!found) throw new RangeError(`The script names ${name}, which it does not describe`);
    return found;
  }

  /** What emitted code calls `$`. */
  private link(counters: Uint32Array) {
    return {
      host: this.host,
      statics: this.epochs,
      counters,
      ApexObject,
      meter,
      operators: createOperators(this.host),
      native: (type: string, member: NativeReference['member'], signature: string, accessor?: 'get' | 'set') =>
        this.native(type, member, signature, accessor),
      type: (name: string) => RuntimeType.of(name),
      object: (name: string): ObjectDef => {
        const object = this.schema.object(name);
        if (!object) throw new RangeError(`The script names ${name}, which the schema lacks`);
        return object;
      },
      caller: (name: string) => this.info(name),
      accessor: (name: string) => {
        const loaded = this.find(name);
        if (!loaded) throw new RangeError(`The script names the class ${name}, which is not loaded`);
        return loaded.initialise;
      },
      defineEnum: (name: string) => this.defineEnum(name),
      define: this.define.bind(this),
      defineTrigger: (name: string, run: () => void) => this.triggerBodies.set(name, run)
    };
  }

  private native(typeName: string, member: NativeReference['member'], signature: string, accessor?: 'get' | 'set'): NativeFunction {
    const type = this.platform.get(typeName);
    const found = type?.[member]?.[signature];
    const native = typeof found === 'function' ? found : accessor ? found?.[accessor] : undefined;
    if (!native) throw new RangeError(`The platform library lacks ${typeName} ${signature}`);
    return metered(typeName, member === 'methods', signature, native);
  }

  private defineEnum(name: string): Record<string, ApexEnumValue> {
    const info = this.info(name, 'enum');
    const constants: Record<string, ApexEnumValue> = {};
    info.values.forEach((value, ordinal) => {
      constants[`${value}$`] = new ApexEnumValue(name, value, ordinal, info);
    });
    this.enums.set(name.toLowerCase(), Object.values(constants));
    const refuse = (): never => {
      throw new TypeError(`${name} is an enum`);
    };
    this.loaded.set(name.toLowerCase(), {
      info,
      accessor: refuse,
      statics: [],
      epoch: () => 0,
      setEpoch: () => undefined,
      initialise: () => constants,
      construct: refuse,
      allocate: refuse,
      constructible: false
    });
    return constants;
  }

  private define(
    name: string,
    js: EmittedClass,
    accessor: () => EmittedClass,
    construct: string | null,
    statics: readonly string[],
    epoch: () => number,
    setEpoch: (epoch: number) => void
  ): void {
    const info = this.info(name, 'class');
    Object.defineProperty(js.prototype, '$class', { value: info });
    this.loaded.set(name.toLowerCase(), {
      info,
      accessor,
      statics,
      epoch,
      setEpoch,
      initialise: accessor,
      construct: () => {
        const made = new (accessor())();
        const constructor = construct === null ? undefined : made[construct];
        if (typeof constructor !== 'function') throw new TypeError(`${name} has no constructor without parameters`);
        return meter.deeper((): ApexValue => Reflect.apply(constructor, made, []));
      },
      allocate: () => new (accessor())(),
      constructible: construct !== null && !info.isAbstract
    });
  }
}

function restore(loaded: LoadedClass, values: readonly ApexValue[]): void {
  const js = loaded.accessor();
  loaded.statics.forEach((name, i) => {
    js[name] = values[i];
  });
}

function key(name: string, kind: ClassInfo['kind']): string {
  const space = kind === 'trigger' ? 'trigger' : kind === 'enum' ? 'enum' : 'class';
  return `${space} ${name.toLowerCase()}`;
}
