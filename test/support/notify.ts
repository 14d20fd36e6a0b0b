import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a notification is sent: v2c with a community, or v3 with the options of net-snmp's programs. */
export type Secret = { community: string } | { v3: string[] };

export interface Sending {
  /** UDP, on 127.0.0.1 */
  port: number;
  secret: Secret;
  /** the address of this machine that it is sent from */
  from: string;
  oid: string;
  /** as the programs want them: OID, type, value */
  variables?: [oid: string, type: string, value: string][];
  /** a folder for what net-snmp remembers of its engine */
  folder: string;
}

/** Debian's `snmptrap`; resolves once it is sent. */
export async function sendTrap(sending: Sending): Promise<void> {
  const { code, said } = await run('snmptrap', sending, []);
  if (code !== 0) throw new Error(`snmptrap ended with ${code}: ${said}`);
}

/** Debian's `snmpinform`, which waits for its acknowledgement: whether that came. */
export async function sendInform(sending: Sending, timeoutSeconds = 5): Promise<boolean> {
  return (await run('snmpinform', sending, ['-t', String(timeoutSeconds), '-r', '0'])).code === 0;
}

async function run(program: string, { port, secret, from, oid, variables = [], folder }: Sending, more: string[]) {
  const identity = 'community' in secret ? ['-v2c', '-c', secret.community] : ['-v3', ...secret.v3];
  const child = spawn(
    program,
    [...identity, ...more, `--clientaddr=${from}`, `127.0.0.1:${port}`, '', oid, ...variables.flat()],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' } },
  );
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), said };
}
