import { z } from 'zod';
import { type AnyRule, ruleKey } from '../../../devices/rules/any-rule.ts';
import { ruleSchemaOf } from '../../../devices/rules/written-rule.ts';
import type { Territory } from '../../../devices/territory.ts';
import type { Identity } from '../../../gateway/domain/account.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';
import { writtenDefaults } from '../../../gateway/domain/written-rule.ts';
import { BackTest, BackTestOrder, Proposal, Rule, RuleBody } from '../../contract/rules.ts';
import { nameOf } from '../identify.ts';
import { listSchema, pageOf, TextPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { readers, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { issueErrors, ruleError } from '../rule-errors.ts';
import { scopeOf, sees } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { instantOf } from '../time.ts';

const dayMs = 86_400_000;
const errorsTold = 20;
const Params = z.object({ id: z.string().min(1).max(1_000) });
const word = z.string().max(200).optional();

interface Known {
  readonly key: string;
  readonly origin: Rule['origin'];
  readonly rule: AnyRule;
  readonly by?: string;
  readonly changedAt?: string;
}

/** The rules: everybody reads those of their own, staff changes them while Vigie runs. */
export function ruleRoutes({ territory, catalogue, rules, audit }: ServerParts): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/rules',
        summary:
          'The rules: of device types, of the territory and made by technicians; the most particular of one id counts',
        roles: readers,
        query: z.strictObject({
          ...TextPage,
          origin: z.enum(['type', 'territory', 'made']).optional(),
          ...{ type: word, metric: word, rule: word },
        }),
        success: { status: 200, schema: listSchema(Rule) },
      },
      ({ identity, query: { origin, type, metric, rule, ...page } }) => {
        const found = seen(identity).filter(
          (one) =>
            (origin === undefined || one.origin === origin) &&
            (type === undefined || one.rule.type === type) &&
            (metric === undefined || one.rule.metric === metric) &&
            (rule === undefined || one.rule.id === rule),
        );
        return { status: 200, body: pageOf(found, placeOf, page, shown) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/rules/backtest',
        summary: 'The alerts that these rules would have raised on stored history, beside those of today’s rules',
        roles: staff,
        body: BackTestOrder,
        success: { status: 200, schema: BackTest },
      },
      async ({ identity, body, now }) => {
        const to = body.to === undefined ? now : instantOf(body.to);
        const from = body.from === undefined ? (to ?? now) - 30 * dayMs : instantOf(body.from);
        if (to === undefined || from === undefined || !(from < to)) {
          throw new Refusal(400, 'body.to: is not an instant after from');
        }
        if (to - from > 400 * dayMs) throw new Refusal(400, 'body.from: is more than 400 days before to');
        const given = checked(identity, body.rules, { at: (index) => `/rules/${index}` });
        return { status: 200, body: await rules.backTest({ rules: given, from, to: Math.min(to, now) }) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/rules/:id',
        summary: 'One rule, by its key, or by its id where one rule alone has it',
        roles: readers,
        params: Params,
        success: { status: 200, schema: Rule },
      },
      ({ identity, params }) => ({ status: 200, body: shown(known(identity, params.id)) }),
    ),
    route(
      {
        method: 'get',
        path: '/rules/:id/proposal',
        summary: 'A quieter setting that would have avoided its false alarms and lost none of the others, from 90 days',
        roles: staff,
        params: Params,
        success: { status: 200, schema: Proposal },
      },
      async ({ identity, params, now }) => ({
        status: 200,
        body: await rules.propose(known(identity, params.id).rule, now),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/rules',
        summary: 'Make a rule, or say what is different from a known one for a type, organisation, site or device',
        roles: staff,
        body: RuleBody,
        success: { status: 201, schema: Rule },
      },
      async ({ identity, body, now }) => {
        const rule = checkedOne(identity, body);
        const key = ruleKey(rule);
        if (rules.made.all().some((one) => one.key === key)) {
          throw new Refusal(
            409,
            `There is a rule ${key} already: change it with PUT /rules/${encodeURIComponent(key)}`,
          );
        }
        return { status: 201, body: shown(await kept(rule, { who: nameOf(identity), now, action: 'rule.add' })) };
      },
    ),
    route(
      {
        method: 'put',
        path: '/rules/:id',
        summary: 'Change a rule that a technician made',
        roles: staff,
        params: Params,
        body: RuleBody,
        success: { status: 200, schema: Rule },
      },
      async ({ identity, params, body, now }) => {
        const before = made(identity, params.id);
        const rule = checkedOne(identity, body, before.key);
        if (ruleKey(rule) !== before.key) {
          throw new Refusal(
            400,
            `body: is the rule ${ruleKey(rule)}, not ${before.key}: id and scope stay as they are`,
          );
        }
        return { status: 200, body: shown(await kept(rule, { who: nameOf(identity), now, action: 'rule.change' })) };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/rules/:id',
        summary: 'Delete a rule that a technician made: what it changed is again as before',
        roles: staff,
        params: Params,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const { key, rule } = made(identity, params.id);
        const others = rules.made.all().filter((one) => one.key !== key);
        const orphan = wrongWith(others.map((one) => one.rule)).find(({ index }) => index >= inFiles().length);
        if (orphan !== undefined) {
          const other = others[orphan.index - inFiles().length]?.key;
          throw new Refusal(409, `The rule ${other} says what is different from this one: delete it first`);
        }
        await rules.made.remove(key);
        rules.changed();
        const details = JSON.stringify(rule);
        await audit.record({ time: now, who: nameOf(identity), action: 'rule.remove', subject: key, details });
        return { status: 204 };
      },
    ),
  ];

  function inFiles(): readonly AnyRule[] {
    return territory().rules ?? [];
  }

  function wrongWith(made: readonly AnyRule[]) {
    return resolveRules(catalogue, [...inFiles(), ...made]).mistakes;
  }

  /** All that the caller may see. */
  function seen(identity: Identity): Known[] {
    const all: Known[] = [
      ...writtenDefaults(catalogue).map((rule): Known => ({ key: ruleKey(rule), origin: 'type', rule })),
      ...inFiles().map((rule): Known => ({ key: ruleKey(rule), origin: 'territory', rule })),
      ...rules.made.all().map(({ key, rule, by, changedAt }): Known => {
        return { key, origin: 'made', rule, by, changedAt: new Date(changedAt).toISOString() };
      }),
    ];
    return all.filter(({ rule }) => isSeen(identity, territory(), rule));
  }

  function known(identity: Identity, id: string): Known {
    const all = seen(identity);
    // what a technician made hides what the files say, and that what the type says
    const found = all.filter(({ key }) => key === id).sort((a, b) => rank(b) - rank(a))[0];
    if (found !== undefined) return found;
    const named = all.filter(({ rule }) => rule.id === id);
    const [one, ...others] = named.some(({ origin }) => origin === 'made')
      ? named.filter(({ origin }) => origin === 'made')
      : named;
    if (one === undefined) throw new Refusal(404, `There is no rule "${id}"`);
    if (others.length === 0) return one;
    const keys = [one, ...others].slice(0, 3).map(({ key }) => key);
    throw new Refusal(
      400,
      `${others.length + 1} rules have the id "${id}": name one by its key, such as ${keys.join(' or ')}`,
    );
  }

  function made(identity: Identity, id: string): Known {
    const found = known(identity, id);
    if (found.origin === 'made') return found;
    const from = found.origin === 'type' ? `its device type` : `the territory's files`;
    throw new Refusal(
      409,
      `The rule ${found.key} comes with ${from}: POST /rules says what is different, or "off": true`,
    );
  }

  function checkedOne(identity: Identity, body: unknown, but?: string): AnyRule {
    const [rule] = checked(identity, [body], { but, at: () => '' });
    if (rule === undefined) throw new Error('a body is one rule');
    return rule;
  }

  /** The rules of bodies, every mistake told; `but` is the key of one that they replace, `at` where each body stands. */
  function checked(
    identity: Identity,
    bodies: readonly unknown[],
    { but, at }: { but?: string | undefined; at: (index: number) => string },
  ): AnyRule[] {
    const given = bodies.map((body, index) => parsed(identity, body, at(index)));
    const replaced = new Set([...given.map(ruleKey), but]);
    const others = rules.made.all().filter(({ key }) => !replaced.has(key));
    const first = inFiles().length + others.length;
    const wrong = wrongWith([...others.map(({ rule }) => rule), ...given]).filter(({ index }) => index >= first);
    if (wrong.length > 0) {
      const sentences = wrong.map(({ key, message }) => `${key === undefined ? 'body' : `body.${key}`}: ${message}`);
      const errors = wrong.map((mistake) => {
        const index = mistake.index - first;
        return ruleError(mistake, { body: bodies[index], at: at(index) });
      });
      throw new Refusal(400, sentences.slice(0, 3).join('; '), {}, { errors: errors.slice(0, errorsTold) });
    }
    return given;
  }

  function parsed(identity: Identity, body: unknown, at: string): AnyRule {
    const read = ruleSchemaOf(body).safeParse(body);
    if (!read.success) {
      const sentences = read.error.issues.map((issue) => {
        if (issue.code === 'unrecognized_keys') return `body: unknown ${issue.keys.join(', ')}`;
        return `${['body', ...issue.path].join('.')}: ${issue.message}`;
      });
      const errors = read.error.issues.flatMap((issue) => issueErrors(issue, at)).slice(0, errorsTold);
      throw new Refusal(400, sentences.slice(0, 3).join('; '), {}, { errors });
    }
    // each schema of a rule gives such a rule, which the look-up by kind does not say to the compiler
    const rule = read.data as AnyRule;
    const { organisation, site, device } = rule;
    const scope = scopeOf(identity, territory());
    if (organisation !== undefined) scope.organisation(organisation);
    if (site !== undefined) scope.site(site);
    if (device !== undefined) scope.device(device);
    return rule;
  }

  async function kept(
    rule: AnyRule,
    { who, now, action }: { who: string; now: number; action: 'rule.add' | 'rule.change' },
  ): Promise<Known> {
    const key = ruleKey(rule);
    await rules.made.put({ key, rule, by: who, changedAt: now });
    rules.changed();
    await audit.record({ time: now, who, action, subject: key, details: JSON.stringify(rule) });
    return { key, origin: 'made', rule, by: who, changedAt: new Date(now).toISOString() };
  }
}

/** Rules for everybody's devices are everybody's to read; one for a place is its organisation's. */
function isSeen(identity: Identity, { sites, devices }: Territory, { organisation, site, device }: AnyRule): boolean {
  const place = site ?? (device === undefined ? undefined : devices.get(device)?.site);
  const of = organisation ?? (place === undefined ? undefined : sites.get(place)?.organisation);
  if (of !== undefined) return sees(identity, of);
  return identity.organisations === undefined || (site === undefined && device === undefined);
}

function rank({ origin }: Known): number {
  return ['type', 'territory', 'made'].indexOf(origin);
}

function placeOf(one: Known): string {
  return `${one.key} ${rank(one)}`;
}

function shown({ rule, ...about }: Known): Rule {
  return { ...rule, ...about };
}
