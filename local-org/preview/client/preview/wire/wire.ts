/** The value that a wire provides to its component. */
export interface WireValue<T> {
  readonly data: T | undefined;
  readonly error: unknown;
}

type DataCallback<T> = (value: WireValue<T>) => void;

/** How one kind of wire gets its data. */
export interface WireSource<Config, Data> {
  /** Whether the configuration is complete; until then the wire stays silent, as on the platform. */
  readonly ready: (config: Config) => boolean;
  readonly fetch: (config: Config) => Promise<Data>;
  /** Topics whose change makes the wire fetch again. */
  readonly topics: (config: Config, data: Data | undefined) => readonly string[];
}

const listeners = new Map<string, Set<() => void>>();
/** The topic every wire listens to. */
const EVERYTHING = '*';

function listen(topic: string, listener: () => void): () => void {
  const all = listeners.get(topic) ?? new Set();
  listeners.set(topic, all);
  all.add(listener);
  return () => {
    all.delete(listener);
    if (all.size === 0) listeners.delete(topic);
  };
}

/** Makes every wire that depends on one of these topics fetch again, once. */
export function publish(...topics: readonly string[]): void {
  // A copy, because wires subscribe again during the notification.
  const told = new Set(topics.flatMap((topic) => [...(listeners.get(topic) ?? [])]));
  for (const listener of told) listener();
}

/** Makes every wire on the page fetch again. */
export function publishEverything(): void {
  publish(EVERYTHING);
}

export const recordTopic = (recordId: string): string => `record:${recordId}`;

/** Data from wires is read-only, all the way down. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

/** The engine's side of one wire. */
export interface WireAdapterInstance<Config> {
  connect(): void;
  update(config: Config): void;
  disconnect(): void;
}

export type WireAdapterClass<Config, Data> = new (callback: DataCallback<Data>) => WireAdapterInstance<Config>;

/** A wire adapter over a source: fetches when its configuration is complete, changed, or one of its topics did. */
export function wireAdapter<Config, Data>(source: WireSource<Config, Data>): WireAdapterClass<Config, Data> {
  return class implements WireAdapterInstance<Config> {
    private connected = false;
    private config: Config | undefined;
    private configText = '';
    private round = 0;
    private stopListening: (() => void)[] = [];

    constructor(private readonly callback: DataCallback<Data>) {
      callback({ data: undefined, error: undefined });
    }

    connect(): void {
      this.connected = true;
      void this.run();
    }

    update(config: Config): void {
      const text = JSON.stringify(config);
      if (text === this.configText) return;
      this.configText = text;
      this.config = config;
      if (this.connected) void this.run();
    }

    disconnect(): void {
      this.connected = false;
      this.round++;
      this.stop();
    }

    private stop(): void {
      for (const stop of this.stopListening.splice(0)) stop();
    }

    private follow(data: Data | undefined): void {
      this.stop();
      if (this.config === undefined) return;
      for (const topic of [EVERYTHING, ...source.topics(this.config, data)]) {
        this.stopListening.push(listen(topic, () => void this.run()));
      }
    }

    private async run(): Promise<void> {
      const { config } = this;
      if (config === undefined || !source.ready(config)) return;
      const round = ++this.round;
      this.follow(undefined);
      let value: WireValue<Data>;
      try {
        value = { data: freeze(await source.fetch(config)), error: undefined };
      } catch (error) {
        value = { data: undefined, error: freeze(error) };
      }
      if (round !== this.round || !this.connected) return;
      this.follow(value.data);
      this.callback(value);
    }
  };
}
