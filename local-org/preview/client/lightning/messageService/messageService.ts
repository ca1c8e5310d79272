interface Channel {
  readonly channelName: string;
}

interface Subscription {
  readonly channel: string;
  readonly listener: (message: unknown) => void;
}

/** Every subscriber of the page. The preview has one page area, so that application scope and active scope are the same. */
const subscriptions = new Set<Subscription>();

export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');

/** Wire adapter: the context to publish and subscribe with. */
export class MessageContext {
  constructor(private readonly callback: (context: object) => void) {
    callback({});
  }

  connect(): void {
    this.callback({});
  }

  update(): void {
    this.connect();
  }

  disconnect(): void {
    this.callback({});
  }
}

export function createMessageContext(): object {
  return {};
}

/** Contexts hold nothing here that would have to be given back. */
export function releaseMessageContext(): void {
  return undefined;
}

export function publish(_context: object, channel: Channel, message?: unknown): void {
  for (const subscription of [...subscriptions]) {
    if (subscription.channel === channel.channelName) subscription.listener(message);
  }
}

export function subscribe(_context: object, channel: Channel, listener: (message: unknown) => void): Subscription {
  const subscription = { channel: channel.channelName, listener };
  subscriptions.add(subscription);
  return subscription;
}

export function unsubscribe(subscription: Subscription | null | undefined): void {
  if (subscription) subscriptions.delete(subscription);
}
