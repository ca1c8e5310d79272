/**
 * Repeats a function while a component is on the page. Start it in connectedCallback and call the returned function in
 * disconnectedCallback. Only this module uses timers of the browser.
 * @returns stops the repetition
 */
export function repeatEvery(milliseconds: number, task: () => void): () => void {
  const interval = window.setInterval(task, milliseconds);
  return () => window.clearInterval(interval);
}

/**
 * Runs a function once, later. Call the returned function in disconnectedCallback.
 * @returns cancels the call
 */
export function doAfter(milliseconds: number, task: () => void): () => void {
  const timeout = window.setTimeout(task, milliseconds);
  return () => window.clearTimeout(timeout);
}
