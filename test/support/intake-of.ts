import { catalogue } from '../../devices/catalogue.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { Sender } from '../../gateway/domain/intake.ts';
import type { Announcement, Batch } from '../../gateway/domain/journal.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { createDialects } from '../../gateway/intake/dialects.ts';
import { createDirectory } from '../../gateway/intake/directory.ts';
import type { Delivery } from '../../gateway/intake/hearing.ts';
import { createIntake } from '../../gateway/intake/intake.ts';
import { smallTerritory } from './territory.ts';

const anybody: Sender = { id: 'bridge', mayPublish: () => true, mayWrite: () => true };
const arrival = Date.UTC(2026, 2, 1, 12);

/** The real intake with these devices beside the small territory's, a journal in memory, and a clock at noon of 1 March 2026. */
export function intakeOf(devices: readonly Device[], more: Partial<Territory> = {}) {
  const small = smallTerritory();
  const territory: Territory = {
    ...small,
    ...more,
    devices: new Map([...small.devices, ...devices.map((device) => [device.id, device] as const)]),
  };
  const series: Series[] = [];
  const published: string[] = [];
  const announced: Announcement[] = [];
  let batches: Batch[] = [];
  const directory = createDirectory({ territory, catalogue, known: [] });
  const dialects = createDialects({ directory, publish: (topic) => published.push(topic) });
  const intake = createIntake({
    directory,
    dialects: dialects.all,
    now: () => arrival,
    commit: async (batch) => {
      series.push(...batch.newSeries);
      batches.push(batch);
      announced.push(...batch.announced);
    },
    onTrouble: () => {},
  });
  async function take(message: { topic: string; payload: string | Uint8Array }, sender: Sender, delivery?: Delivery) {
    batches = [];
    const reason = intake.offer(sender, message.topic, Buffer.from(message.payload), () => {}, delivery);
    await intake.drained();
    const readings = batches.flatMap((batch) =>
      [...batch.readings.series].map((id, row) => {
        const { device, metric, instance } = series[id] as Series;
        const at = batch.readings.times[row] ?? 0;
        const time = Number.isInteger(at) ? new Date(at).toISOString() : at;
        return `${device} ${metric}${instance === '' ? '' : `{${instance}}`} ${batch.readings.values[row]} @ ${time}`;
      }),
    );
    return { reason, readings, unknown: batches.flatMap((batch) => batch.unknown.map(({ address }) => address)) };
  }

  return {
    /** topics of what the intake sent back */
    published,
    dialects,
    announced,
    /** What one message came to: readings as `device metric{instance} value @ time`, addresses nobody knows, the first reason. */
    hear: (topic: string, payload: string | Uint8Array, sender: Sender = anybody) => take({ topic, payload }, sender),
    /** The answer to a refused message that is offered again. */
    retry: (topic: string, payload: string) =>
      intake.replay(anybody, { topic, payload: Buffer.from(payload) }, arrival),
    /** The same of a message that another broker had kept. */
    hearRetained: (topic: string, payload: string | Uint8Array) =>
      take({ topic, payload }, anybody, { retained: 'surely' }),
  };
}
