import type { BackTestAlert, BackTest as Report } from '../../dashboard/contract/rules.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import type { Territory } from '../../devices/territory.ts';
import { compareRuns } from '../../gateway/alert/compare-runs.ts';
import { ruleInWords } from '../../gateway/alert/rule-in-words.ts';
import { particularity, type Rule } from '../../gateway/domain/rule.ts';
import type { BackTest } from './back-test.ts';
import type { RaisedAlert } from './rule-run.ts';

/** A back-test as people and programs read it, `most` alerts of each side at most. */
export function reportOf(
  found: BackTest,
  about: {
    readonly rules: { readonly given: readonly Rule[]; readonly today: readonly Rule[] };
    readonly territory: Territory;
    readonly catalogue: ReadonlyMap<string, DeviceType>;
    readonly from: number;
    readonly to: number;
    readonly most?: number;
  },
): Report {
  const { rules, from, to, most = Number.POSITIVE_INFINITY } = about;
  const difference = compareRuns(
    found.given.map(({ alert }) => alert),
    found.today.map(({ alert }) => alert),
  );
  const side = (alerts: readonly RaisedAlert[], by: readonly Rule[], alone: readonly string[]) => {
    const ids = new Set(alone);
    return [...alerts]
      .sort((a, b) => a.raisedAt - b.raisedAt)
      .slice(0, most)
      .flatMap((one) => shown(one, by, { ...about, isAlone: ids.has(one.alert.id) }));
  };
  return {
    ...{ from: iso(from), to: iso(to), series: found.series, readings: found.readings },
    alerts: side(found.given, rules.given, difference.appear),
    today: side(found.today, rules.today, difference.vanish),
    appear: difference.appear.length,
    vanish: difference.vanish.length,
    left: found.left + Math.max(0, found.given.length - most),
  };
}

function shown(
  { alert, raisedAt, firstValue }: RaisedAlert,
  rules: readonly Rule[],
  {
    territory,
    catalogue,
    isAlone,
  }: { territory: Territory; catalogue: ReadonlyMap<string, DeviceType>; isAlone: boolean },
): BackTestAlert[] {
  const { id, device: name, instance, severity, since, until, cause } = alert;
  const device = territory.devices.get(name);
  const site = territory.sites.get(device?.site ?? '');
  const places = { type: device?.type, organisation: site?.organisation, site: site?.id, device: name, instance };
  const rule = rules
    .filter((one) => one.id === alert.rule)
    .filter(({ scope }) => Object.entries(scope).every(([key, word]) => places[key as keyof typeof places] === word))
    .sort((a, b) => particularity(b.scope) - particularity(a.scope))[0];
  const metric = catalogue.get(device?.type ?? '')?.metrics[rule?.metric ?? ''];
  if (site === undefined || rule === undefined || metric === undefined) return [];
  return [
    {
      ...{ id, rule: alert.rule, device: name, site: site.id, organisation: site.organisation, severity },
      ...(instance !== '' && { instance }),
      since: iso(since),
      raisedAt: iso(raisedAt),
      ...(until !== undefined && { until: iso(until) }),
      value: firstValue,
      ...(cause !== undefined && { cause }),
      title: rule.say,
      reason: ruleInWords(rule, metric),
      alone: isAlone,
    },
  ];
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
