import { shellData } from 'preview/session';

/** Milliseconds to wait before asking again when the server does not answer. */
const PAUSE = 1000;

const pause = (): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, PAUSE));

/** Waits for a newer build than the one that this page runs (long polling); then reloads the page. */
export async function reloadOnChange(): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`/lightning/preview/changes?scripts=${encodeURIComponent(shellData.scripts)}`, { cache: 'no-store' });
      if (response.status === 200) {
        window.location.reload();
        return;
      }
      if (response.status !== 204) await pause();
    } catch {
      await pause();
    }
  }
}
