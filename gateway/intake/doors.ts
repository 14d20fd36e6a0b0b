import { createServer, type Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { createFewLines } from './few-lines.ts';
import { tlsReason } from './tls-reason.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

export interface DoorsOptions {
  readonly listen: Place;
  readonly tls?: { readonly listen: Place; readonly cert: string; readonly key: string; readonly ca?: string };
  /** connections at the same time, of both doors together */
  readonly most: number;
  readonly welcome: (socket: Socket) => void;
  readonly log: { warn(fields: object, message: string): void };
}

/** Where clients come in: a plain door, and one with TLS where it is configured. */
export interface Doors extends AsyncDisposable {
  readonly port: number;
  readonly tlsPort: number | undefined;
  connections(): number;
}

/** lines a minute about clients that the TLS port turned away */
const turnedAwayLines = 10;

/** Opens the doors of the broker; throws the system's error where a port cannot be opened. */
export async function openDoors(options: DoorsOptions): Promise<Doors> {
  const { log, tls: secure } = options;
  await using started = new AsyncDisposableStack();
  let open = 0;
  const welcome = (socket: Socket) => {
    if (open >= options.most) {
      log.warn({ connections: open }, 'an MQTT connection was turned away: mqtt.limits.connections is reached');
      socket.destroy();
      return;
    }
    open++;
    socket.once('close', () => {
      open--;
    });
    socket.setNoDelay(true);
    options.welcome(socket);
  };
  const plain = await opened(createServer(welcome), options.listen, started);
  const tlsPort = secure && (await opened(tlsServer(secure, welcome, log), secure.listen, started));
  const owned = started.move();
  return {
    port: plain,
    tlsPort,
    connections: () => open,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function tlsServer(
  { cert, key, ca }: NonNullable<DoorsOptions['tls']>,
  welcome: (socket: Socket) => void,
  log: DoorsOptions['log'],
): Server {
  const tls = createTlsServer(
    { cert, key, ...(ca !== undefined && { ca, requestCert: true, rejectUnauthorized: true }) },
    welcome,
  );
  // a socket whose address was asked for once knows it after its end too
  tls.on('connection', (socket: Socket) => socket.remoteAddress);
  const fewLines = createFewLines(turnedAwayLines, Date.now);
  tls.on('tlsClientError', (error, socket) => {
    const untold = fewLines();
    if (untold === undefined) return;
    const beneath: unknown = Reflect.get(socket, '_parent'); // which Node's types leave out
    const from = beneath instanceof Socket ? beneath.remoteAddress : socket.remoteAddress;
    const more = untold > 0 ? { untold } : {};
    log.warn({ from, reason: tlsReason(error, socket), ...more }, 'a client was turned away at the TLS port');
  });
  return tls;
}

async function opened(server: Server, { host, port }: Place, started: AsyncDisposableStack): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  started.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
