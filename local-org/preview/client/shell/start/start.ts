import { createElement } from 'lwc';
import App from 'shell/app';
import { provideComponents } from 'shell/components';
import type { ComponentLoaders } from 'shell/components';
import { answerLinks } from 'shell/links';
import { showPlatformToasts } from 'shell/toasts';
import { reloadOnChange } from 'shell/changes';
import { shellData } from 'preview/session';

/** Entry of the page's scripts. */
export function start(loaders: ComponentLoaders): void {
  provideComponents(loaders);
  answerLinks();
  showPlatformToasts();
  const place = document.getElementById('app');
  if (!place) throw new Error('The page has no place for the app.');
  place.replaceChildren(createElement('shell-app', { is: App }));
  if (shellData.watch) void reloadOnChange();
}
