/**
 * Does something again and again for as long as a component is on the page: begin in connectedCallback, call what comes
 * back in disconnectedCallback. This module is the only place that asks the browser for time.
 * @returns ends it
 */
export function repeatEvery(milliseconds: number, task: () => void): () => void {
  const interval = window.setInterval(task, milliseconds);
  return () => window.clearInterval(interval);
}

/**
 * Does something once, later. Call what comes back in disconnectedCallback.
 * @returns prevents it
 */
export function doAfter(milliseconds: number, task: () => void): () => void {
  const timeout = window.setTimeout(task, milliseconds);
  return () => window.clearTimeout(timeout);
}
