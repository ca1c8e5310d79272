/**
 * Does something again and again for as long as a component is on the page: begin in connectedCallback, call what comes
 * back in disconnectedCallback. This is the only place that asks the browser for an interval.
 * @returns ends it
 */
export function repeatEvery(milliseconds: number, task: () => void): () => void {
  const interval = window.setInterval(task, milliseconds);
  return () => window.clearInterval(interval);
}
