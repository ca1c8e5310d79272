import { addressOf, goTo } from 'preview/location';

interface LinkRequest {
  readonly stateRef: { readonly stateType?: string; readonly type?: string; readonly attributes?: Readonly<Record<string, string>> };
  readonly callback: (error: unknown, link?: { readonly url: string; readonly dispatcher: (event: Event) => void }) => void;
}

const LINK_INFO = 'lightningroutingservicegetlinkinfo';

function answerLinkInfo(event: Event): void {
  if (!(event instanceof CustomEvent)) return;
  const request: LinkRequest = event.detail;
  event.stopPropagation();
  const { stateRef } = request;
  try {
    const url =
      stateRef.stateType === 'standard__recordPage'
        ? addressOf({ type: 'standard__recordPage', attributes: stateRef.attributes ?? {} })
        : (stateRef.attributes?.['url'] ?? '');
    const dispatcher = (click: Event): void => {
      click.preventDefault();
      goTo(url);
    };
    request.callback(null, { url, dispatcher });
  } catch (error) {
    request.callback(error);
  }
}

function followInside(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const anchor = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  if (!anchor || anchor.origin !== window.location.origin || !anchor.pathname.startsWith('/lightning/') || anchor.target === '_blank')
    return;
  event.preventDefault();
  goTo(anchor.href);
}

/** Answers the base components' questions about links and follows links to the app's own pages without a page load. */
export function answerLinks(): void {
  document.addEventListener(LINK_INFO, answerLinkInfo);
  document.addEventListener('click', followInside);
}
