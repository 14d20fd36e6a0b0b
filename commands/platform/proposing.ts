import type { Proposal as Told } from '../../dashboard/contract/rules.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import { type AnyRule, ruleKey } from '../../devices/rules/any-rule.ts';
import type { Territory } from '../../devices/territory.ts';
import { type Proposal, proposalOf, quieterSettings, type Tried } from '../../gateway/alert/quieter.ts';
import type { Alert } from '../../gateway/domain/alert.ts';
import type { Alerts, ListedAlert } from '../../gateway/domain/alerts.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { RuleBook } from '../../gateway/domain/rule-book.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { Store } from '../../gateway/domain/store.ts';
import { backTest } from '../backtest/back-test.ts';
import { seriesNamed } from '../local/operations/reading-operations.ts';

const dayMs = 86_400_000;
/** history that is tried: what began before, and the newest alerts alone */
const [longestMs, mostAlerts, mostDevices] = [90 * dayMs, 500, 30];

interface Parts {
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  territory(): Territory;
  readonly store: Pick<Store, 'curve'>;
  series(): Promise<readonly Series[]>;
  readonly alerts: Pick<Alerts, 'list'>;
  readonly book: Pick<RuleBook, 'rules'>;
}

/** Tries quieter settings of a rule on the history in which its alerts were marked, one rule at a time. */
export function createProposing(parts: Parts) {
  let isBusy = false;
  return async (written: AnyRule, now: number): Promise<Told> => {
    if (isBusy) throw new VigieError('unavailable', 'another rule is being tried: ask again when that has ended');
    isBusy = true;
    try {
      return await proposed(parts, written, now);
    } finally {
      isBusy = false;
    }
  };
}

async function proposed(parts: Parts, written: AnyRule, now: number): Promise<Told> {
  const since = now - longestMs;
  const { items } = await parts.alerts.list({ rule: written.id, from: since }, { limit: mostAlerts });
  const rule = meant(parts.book.rules(), written, items);
  const own = rule === undefined ? [] : items.filter(({ by }) => by !== undefined && isSameScope(by, rule));
  const isFalse = ({ resolved }: ListedAlert) => resolved?.falseAlarm === true;
  const about = { rule: ruleKey(written), from: iso(since), to: iso(now) };
  const counted = { alerts: own.length, falseAlarms: own.filter(isFalse).length };
  if (rule === undefined || counted.falseAlarms === 0) return { ...about, ...counted, proposal: null };

  // of many devices those where it cried for nothing first
  const devices = [...new Set([...own.filter(isFalse), ...own].map(({ device }) => device))].slice(0, mostDevices);
  const from = Math.max(since, Math.min(...own.map((one) => one.since)) - dayMs);
  const known = own.filter(({ device }) => devices.includes(device)).map((one): Alert => ({ ...one, timeline: [] }));
  const settings = quieterSettings(rule);
  const tried: Tried[] = [];
  let marks: { falseAlarms: Alert[]; right: Alert[] } | undefined;
  let best: Proposal | undefined;
  // two settings are run side by side, which reads the history half as often; the first is today's
  for (let at = -1; at < settings.length; at += 2) {
    const [one, other] = [settings[at], settings[at + 1]];
    const found = await runs(parts, [one?.rule ?? rule, other?.rule ?? rule], { rule, devices, from, to: now });
    if (marks === undefined) {
      // what today's setting would no longer tell says nothing about another one
      const told = known.filter((alert) => found[0].some((again) => isAgain(alert, again)));
      marks = { falseAlarms: told.filter(isFalse), right: told.filter((alert) => !isFalse(alert)) };
    }
    if (one !== undefined) tried.push({ quieter: one, alerts: found[0] });
    if (other !== undefined) tried.push({ quieter: other, alerts: found[1] });
    best = proposalOf(tried, marks);
    // from the least change on: one that avoids all is not bettered
    if (marks.falseAlarms.length === 0 || best?.avoided === marks.falseAlarms.length) break;
  }
  if (best === undefined) return { ...about, ...counted, proposal: null };
  const change = changeOf(best);
  const { avoided, falseAlarms, kept } = best;
  // a difference is from the device type's rule: what else the rule says is said again
  const base = written.kind === undefined || !isOfType(written, parts.catalogue) ? written : { id: written.id };
  const scope = written.type === undefined ? {} : { type: written.type };
  return {
    ...{ ...about, ...counted },
    proposal: { change, rule: { ...base, ...scope, ...change }, avoided, of: falseAlarms, kept },
  };
}

/** The rule that counts under a written one: where several types share it, the one that was called false most. */
function meant(rules: readonly Rule[], written: AnyRule, alerts: readonly ListedAlert[]): Rule | undefined {
  const fits = rules.filter(({ id, scope, off }) => {
    const { organisation, site, device, instance } = scope;
    const same = { organisation, site, device, instance };
    return (
      id === written.id &&
      off === undefined &&
      (written.type === undefined || written.type === scope.type) &&
      (['organisation', 'site', 'device', 'instance'] as const).every((key) => same[key] === written[key])
    );
  });
  const cried = (rule: Rule) =>
    alerts.filter(({ by, resolved }) => resolved?.falseAlarm === true && by !== undefined && isSameScope(by, rule))
      .length;
  return fits.toSorted((a, b) => cried(b) - cried(a))[0];
}

async function runs(
  { book, catalogue, territory, store, series }: Parts,
  sides: readonly [Rule, Rule],
  { rule, devices, from, to }: { rule: Rule; devices: readonly string[]; from: number; to: number },
): Promise<[Alert[], Alert[]]> {
  const withOne = (one: Rule) => book.rules().map((known) => (known === rule ? one : known));
  const found = await backTest({
    rules: { given: withOne(sides[0]), today: withOne(sides[1]) },
    ids: new Set([rule.id]),
    scopes: devices.map((device) => ({ device })),
    ...{ territory: territory(), catalogue, from, to },
    readings: { series: async (of) => seriesNamed(await series(), of), curve: store.curve },
  });
  return [found.given.map(({ alert }) => alert), found.today.map(({ alert }) => alert)];
}

/** What is different, as people write it. */
function changeOf({ quieter: { change, rule } }: Proposal): Record<string, unknown> {
  if (change.is === 'hold') return { for: `${Math.round(change.holdMs / 1000)}s`.replace(/^(\d+)s$/, spelt) };
  const { condition, severities } = rule;
  if (condition.kind !== 'threshold') return {};
  const levels = Object.fromEntries(change.levels.map((level, at) => [severities[at] ?? 'warning', level]));
  return { [condition.side]: levels, clear: condition.clear };
}

function spelt(_: string, count: string): string {
  const seconds = Number(count);
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function isOfType(written: AnyRule, catalogue: ReadonlyMap<string, DeviceType>): boolean {
  const { type, id, organisation, site, device, instance } = written;
  const isPlace = [organisation, site, device, instance].some((one) => one !== undefined);
  return !isPlace && (catalogue.get(type ?? '')?.rules.some((rule) => rule.id === id) ?? false);
}

function isSameScope({ scope: a }: Rule, { scope: b }: Rule): boolean {
  return (['type', 'organisation', 'site', 'device', 'instance'] as const).every((key) => a[key] === b[key]);
}

function isAgain(one: Alert, other: Alert): boolean {
  const end = ({ until }: Alert) => until ?? Number.POSITIVE_INFINITY;
  const isThing = one.device === other.device && one.instance === other.instance;
  return isThing && one.since <= end(other) && other.since <= end(one);
}

const iso = (time: number) => new Date(time).toISOString();
