import { publishEverything } from 'preview/wire';

type Handler = () => Promise<unknown> | unknown;

const REFRESH = 'lightning__refreshview';
const handlers = new Set<Handler>();

export const REFRESH_COMPLETE = 'COMPLETE';
export const REFRESH_COMPLETE_WITH_ERRORS = 'COMPLETE_WITH_ERRORS';
export const REFRESH_ERROR = 'ERROR';

/** Asks the page around the component to fetch its data again. */
export class RefreshEvent extends CustomEvent<undefined> {
  constructor() {
    super(REFRESH, { bubbles: true, composed: true });
  }
}

/** @returns what `unregisterRefreshHandler` takes */
export function registerRefreshHandler(_contextElement: unknown, handler: Handler): Handler {
  handlers.add(handler);
  return handler;
}

export function unregisterRefreshHandler(handler: Handler): void {
  handlers.delete(handler);
}

/** The preview has one container, the page itself: registering another changes nothing about who hears the event. */
export function registerRefreshContainer(_contextElement: unknown, handler: Handler): Handler {
  return registerRefreshHandler(_contextElement, handler);
}

export function unregisterRefreshContainer(handler: Handler): void {
  unregisterRefreshHandler(handler);
}

window.addEventListener(REFRESH, () => {
  publishEverything();
  for (const handler of [...handlers]) void handler();
});
