import { z } from 'zod';
import { zoneOf } from '../../../devices/calendar/local-time.ts';
import { derivedMetrics, type MetricKind } from '../../../devices/metric.ts';
import type { Device } from '../../../devices/territory.ts';
import { Aggregate, Readings, Step } from '../../contract/readings.ts';
import { byStep } from '../by-step.ts';
import type { FineReads } from '../fine-reads.ts';
import { Refusal } from '../problem.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { fits, isDaily, rowsAtMost, stepThatFits } from '../steps.ts';
import { InstantQuery } from '../time.ts';

const Query = z.strictObject({
  device: z.string().max(64),
  metric: z.string().max(80),
  instance: z.string().max(128).optional(),
  from: InstantQuery,
  to: InstantQuery,
  step: Step.optional(),
  fn: Aggregate.optional(),
});

const usual = { gauge: 'mean', counter: 'delta', state: 'last' } as const satisfies Record<MetricKind, Aggregate>;

/** The readings of one series, as they came or calculated by step. */
export function readingsRoutes(parts: ServerParts, fineReads: FineReads): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/readings',
        summary: 'Readings of one metric of one device, raw or by step',
        roles: readers,
        query: Query,
        success: { status: 200, schema: Readings },
      },
      async ({ identity, query, now }) => {
        const { from, to, step } = query;
        const scope = scopeOf(identity, parts.territory());
        const device = scope.device(query.device);
        const site = scope.siteOf(device);
        const derived = query.metric === 'gas.energy' ? derivedMetrics[query.metric] : undefined;
        const metric = metricOf(device, derived?.from ?? query.metric);
        if (derived !== undefined && (step === undefined || (query.fn ?? 'delta') !== 'delta')) {
          throw new Refusal(400, `${derived.id} is calculated from ${derived.from}: ask with a step and fn=delta`);
        }
        if (from >= to) throw new Refusal(400, 'from: is not before to');
        if (step === undefined && query.fn !== undefined) throw new Refusal(400, 'fn: needs a step');
        if (query.fn === 'delta' && metric.kind !== 'counter') {
          throw new Refusal(400, `fn: delta is for counters, and ${metric.id} is a ${metric.kind}`);
        }
        if (step !== undefined && !fits(step, from, to)) throw tooMany(from, to);
        if (site.fewStaff && !isDaily(step)) {
          if (!scope.seesFine(site)) {
            throw new Refusal(403, `${site.name}: few people work there, only steps of a day or longer are shown (1d)`);
          }
          await fineReads.note(identity, device.id, now);
        }
        const instance = await instanceOf(device, metric.id, query.instance);
        const { unit } = derived ?? metric;
        if (step !== undefined) {
          const fn = query.fn ?? usual[metric.kind];
          const wholeDays = scope.seesFine(site) ? {} : { wholeDaysAt: now };
          const asked = {
            device,
            metric: metric.id,
            instance,
            from,
            to,
            step,
            fn,
            zone: zoneOf(site),
            asEnergy: derived !== undefined,
          };
          return {
            status: 200,
            body: { unit, ...(await byStep({ ...asked, ...wholeDays }, parts)) } satisfies Readings,
          };
        }
        const series = { device: device.id, metric: metric.id, instance };
        const { times, values } = await parts.store.curve({ ...series, from, to, limit: rowsAtMost + 1 });
        if (times.length > rowsAtMost) throw tooMany(from, to);
        return { status: 200, body: { unit, times: [...times], values: [...values] } satisfies Readings };
      },
    ),
  ];

  function metricOf(device: Device, id: string) {
    const metrics = parts.catalogue.get(device.type)?.metrics ?? {};
    const found = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
    if (found === undefined) {
      throw new Refusal(400, `metric: ${device.id} measures ${Object.keys(metrics).join(', ')}`);
    }
    return found;
  }

  async function instanceOf(device: Device, metric: string, asked: string | undefined): Promise<string> {
    if (asked !== undefined) return asked;
    const known = await parts.store.instances(device.id, metric);
    if (known.length > 1) {
      throw new Refusal(400, `instance: name one of ${known.slice(0, 50).join(', ')}`);
    }
    return known[0] ?? '';
  }
}

function tooMany(from: number, to: number): Refusal {
  const step = stepThatFits(from, to);
  return new Refusal(
    400,
    step === undefined
      ? `That is more than ${rowsAtMost} rows in any step: ask for a shorter period`
      : `That is more than ${rowsAtMost} rows: ask with step=${step}`,
  );
}
