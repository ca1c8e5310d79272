/** A place in the app, as the platform describes it. */
export interface PageReference {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly state?: Readonly<Record<string, string | undefined>>;
}

const STANDARD_PAGES: Readonly<Record<string, string>> = { home: '/lightning/page/home' };

function withState(path: string, state: PageReference['state']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(state ?? {})) {
    if (value !== undefined && value !== null) search.set(name, value);
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The address of a page. @throws Error naming a type of page that the preview has not */
export function addressOf(page: PageReference): string {
  const { type, attributes, state } = page;
  const need = (name: string): string => {
    const value = attributes[name];
    if (!value) throw new Error(`A page reference of type ${type} needs the attribute ${name}.`);
    return encodeURIComponent(value);
  };
  switch (type) {
    case 'standard__recordPage':
      return withState(
        `/lightning/r/${attributes['objectApiName'] ?? 'sObject'}/${need('recordId')}/${attributes['actionName'] ?? 'view'}`,
        state
      );
    case 'standard__recordRelationshipPage':
      return withState(
        `/lightning/r/${attributes['objectApiName'] ?? 'sObject'}/${need('recordId')}/related/${need('relationshipApiName')}/${attributes['actionName'] ?? 'view'}`,
        state
      );
    case 'standard__objectPage':
      return withState(
        `/lightning/o/${need('objectApiName')}/${attributes['actionName'] === 'home' ? 'list' : (attributes['actionName'] ?? 'list')}`,
        state
      );
    case 'standard__navItemPage':
      return withState(`/lightning/n/${need('apiName')}`, state);
    case 'standard__namedPage': {
      const known = STANDARD_PAGES[attributes['pageName'] ?? ''];
      if (known === undefined) throw new Error(`The preview has no page named ${attributes['pageName'] ?? ''}.`);
      return withState(known, state);
    }
    case 'standard__app':
      return `/lightning/app/${need('appTarget').replace(/^c__/, '')}`;
    case 'standard__webPage':
      return attributes['url'] ?? '';
    default:
      throw new Error(`The preview does not support page references of type ${type}.`);
  }
}

/** The page that an address of this app stands for. */
export function pageAt(address: URL): PageReference {
  const [, root, kind, first, second, third, fourth] = address.pathname.split('/').map(decodeURIComponent);
  const state = Object.fromEntries(address.searchParams);
  if (root === 'lightning' && kind === 'r' && first && second) {
    if (third === 'related') {
      return {
        type: 'standard__recordRelationshipPage',
        attributes: { objectApiName: first, recordId: second, relationshipApiName: fourth, actionName: 'view' },
        state
      };
    }
    return { type: 'standard__recordPage', attributes: { objectApiName: first, recordId: second, actionName: third ?? 'view' }, state };
  }
  if (root === 'lightning' && kind === 'o' && first) {
    return { type: 'standard__objectPage', attributes: { objectApiName: first, actionName: second ?? 'list' }, state };
  }
  if (root === 'lightning' && kind === 'n' && first) return { type: 'standard__navItemPage', attributes: { apiName: first }, state };
  return { type: 'standard__namedPage', attributes: { pageName: 'home' }, state };
}

const listeners = new Set<() => void>();
let current = pageAt(new URL(window.location.href));

export function currentPage(): PageReference {
  return current;
}

/** @returns ends the subscription */
export function onPageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function arrive(): void {
  current = pageAt(new URL(window.location.href));
  for (const listener of [...listeners]) listener();
}

/** Goes to an address: inside the app without loading the page again, outside in a new tab. */
export function goTo(address: string, replace = false): void {
  const url = new URL(address, window.location.href);
  if (!/^(https?|mailto|tel|sms):$/.test(url.protocol)) throw new Error(`The preview does not open ${url.protocol} addresses.`);
  const inside = url.origin === window.location.origin && url.pathname.startsWith('/lightning/');
  if (!inside) {
    window.open(url.href, url.protocol.startsWith('http') ? '_blank' : '_self', 'noopener');
    return;
  }
  if (replace) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  arrive();
}

export function navigate(page: PageReference, replace = false): void {
  goTo(addressOf(page), replace);
}

window.addEventListener('popstate', arrive);
