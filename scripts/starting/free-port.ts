import { createServer } from 'node:net';

/**
 * Refuses a port that somebody listens on, before a new org is filled in vain.
 * @throws Error saying what to do
 */
export function requireFreePort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portProblem(error, port)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/** What to tell the user of an error of listening. */
export function portProblem(error: unknown, port: number): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new Error(`Port ${port} is taken by another program. Choose another one with --port N.`) : error;
}
