import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it stood on the wire. */
export interface RawReply {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** A connection that sends any bytes. */
export interface RawConnection {
  socket: Socket;
  write: (bytes: string | Buffer) => void;
  /** Everything that came, once the server has hung up. */
  ended: Promise<string>;
}

/** Opens a connection to the server. */
export async function openRaw(base: string): Promise<RawConnection> {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''));
  const chunks: Buffer[] = [];
  socket.on('data', (data: Buffer) => chunks.push(data));
  const ended = new Promise<string>((resolve, reject) => {
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may hang up on what is still being sent. What it said before has come.
      if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) reject(error);
    });
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString());
    });
  });
  await once(socket, 'connect');
  return {
    socket,
    write: (bytes) => {
      socket.write(bytes);
    },
    ended,
  };
}

/** What comes back for these bytes, until the server hangs up. */
export async function sendBytes(base: string, bytes: string | Buffer): Promise<string> {
  const { write, ended } = await openRaw(base);
  write(bytes);
  return ended;
}

/**
 * Takes apart what a server sent on one connection; interim answers are left out.
 * @throws if something is left over, or was announced and did not come
 */
export function parseReplies(text: string): RawReply[] {
  const replies: RawReply[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (end === -1 || Number.isNaN(status)) throw new Error(`no answer: ${rest}`);
    rest = rest.slice(end + 4);
    if (status < 200) continue;
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    // The answer to a HEAD has a length and no body; no body of ours begins like an answer.
    const bare = rest === '' || rest.startsWith('HTTP/1.1 ');
    const length = bare ? 0 : Number(headers['content-length']);
    const bytes = Buffer.from(rest);
    if (bytes.length < length) throw new Error(`half an answer: ${rest}`);
    replies.push({ status, headers, body: bytes.subarray(0, length).toString() });
    rest = bytes.subarray(length).toString();
  }
  return replies;
}
