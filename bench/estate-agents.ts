import { planOf } from '../collector/snmp/plan.ts';
import { catalogue } from '../devices/catalogue.ts';
import { startAgent } from '../simulators/snmp/agent.ts';

const agents = 20;
const rows = 6;

/** Simulated Linux hosts, many devices behind each address; says their ports as JSON, lives until its input ends. */
const type = catalogue.get('linux-host');
if (type === undefined) throw new Error('the catalogue has no linux-host');
const plan = planOf(type);
const ports: number[] = [];
for (let i = 0; i < agents; i++) {
  const agent = await startAgent({ recording: recordingOf(), community: 'bench' });
  ports.push(agent.port);
  // counters move on, as those of a device that lives
  setInterval(() => agent.set(recordingOf()), 30_000 + i * 100);
}
process.stdout.write(`${JSON.stringify(ports)}\n`);
process.stdin.resume().on('end', () => process.exit(0));

/** Every place that the type reads, with values that it takes. */
function recordingOf(): string {
  const names = new Set(plan.tables.flatMap(({ name }) => name));
  const only = new Map(plan.tables.flatMap((one) => one.only.map(({ column, values }) => [column, [...values][0]])));
  const seconds = Math.floor(Date.now() / 1_000) % 1_000_000;
  const lines: [oid: string, type: string, value: string][] = [];
  for (const oid of plan.scalars)
    lines.push([oid, '2', oid.endsWith('.3.0') ? `${seconds * 100}` : `${1_000 + seconds}`]);
  for (const { id, columns } of plan.tables) {
    for (const column of columns) {
      for (let row = 1; row <= rows; row++) {
        const wanted = only.get(column);
        const oid = `${column}.${row}`;
        if (names.has(column)) lines.push([oid, '4', id === 'disks' ? `/data${row}` : `eth${row}`]);
        else if (wanted !== undefined) lines.push([oid, wanted.includes('.') ? '6' : '2', wanted]);
        else if (/\.31\.1\.1\.1\.(6|10)$/.test(column)) lines.push([oid, '70', `${seconds * 125_000}`]);
        else if (/\.2\.2\.1\.(10|14|16|20)$/.test(column)) lines.push([oid, '65', `${seconds * 1_000}`]);
        else if (column.endsWith('.2.2.1.8')) lines.push([oid, '2', '1']);
        else if (column.endsWith('.25.2.3.1.5')) lines.push([oid, '2', '1000000']);
        else lines.push([oid, '66', '1000']);
      }
    }
  }
  return lines.map((line) => line.join('|')).join('\n');
}
