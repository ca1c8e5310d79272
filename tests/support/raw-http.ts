import net from 'node:net';

/** The response as text, with its head. */
export interface RawReply {
  /** 0 if the server closed the connection without a word. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends bytes that no HTTP client would let anyone send, and waits until the server closes the connection.
 * @param leave ends the client's side right after sending: the request stays half said
 */
export function sendRaw(url: string, text: string, leave = false): Promise<RawReply> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(Number(port), hostname, () => {
      if (leave) socket.end(text);
      else socket.write(text);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    // A connection that is reset has nothing more to say.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const [head = '', ...body] = answer.split('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') });
    });
  });
}
