import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { singleMetrics } from '../instances.ts';
import { ruleEditorWordsOf } from '../texts/rule-editor.ts';
import { useVoice, useWorld } from '../world.ts';
import { type Form, PickInput, TextInput } from './inputs.tsx';

export interface Territory {
  readonly organisations: readonly Organisation[];
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
}

const scopes = ['everywhere', 'type', 'organisation', 'site', 'device'] as const;
type Scope = (typeof scopes)[number];
const narrow = ['device', 'site', 'organisation', 'type'] as const;

/** Whom the texts of a form name, by what is most particular. */
export function scopeIn(values: Readonly<Record<string, string>>): Scope {
  return narrow.find((key) => (values[key] ?? '') !== '') ?? 'everywhere';
}

/** For whom a rule is: everywhere, or for a type, an organisation, a site, a device. `type` is that of the rule it differs from. */
export function PlaceFields({ form, territory, type }: { form: Form; territory: Territory; type: string | undefined }) {
  const { types } = useWorld();
  const { language } = useVoice();
  const own = ruleEditorWordsOf(language);
  const { values } = form;
  const scope = scopes.find((one) => one === values.scope) ?? scopeIn(values);
  const { metric } = values;
  const measures = (of: string) => types.get(of)?.metrics.some(({ id }) => id === metric) ?? false;
  const sites = new Map(territory.sites.map((site) => [site.id, site]));
  const organisations = new Map(territory.organisations.map(({ id, name }) => [id, name]));
  const siteName = (site: Site) => `${organisations.get(site.organisation) ?? site.organisation}, ${site.name}`;
  const byName = (list: (readonly [string, string])[]) => list.sort((a, b) => a[1].localeCompare(b[1], language));
  const offered: Readonly<Record<Exclude<Scope, 'everywhere'>, (readonly [string, string])[]>> = {
    type: [...types.values()].filter(({ id }) => measures(id)).map(({ id, label }) => [id, label[language]]),
    organisation: territory.organisations.map(({ id, name }) => [id, name]),
    site: territory.sites.map((site) => [site.id, siteName(site)]),
    device: territory.devices
      .filter((device) => (type === undefined ? measures(device.type) : device.type === type))
      .map(({ id, name, site }) => {
        const at = sites.get(site);
        return [id, at === undefined ? name : `${siteName(at)}, ${name}`];
      }),
  };
  const device = territory.devices.find(({ id }) => id === values.device);
  const hasInstances = device !== undefined && !singleMetrics(types.get(device.type)).some(({ id }) => id === metric);
  const labels = { type: own.ofType, organisation: own.organisation, site: own.site, device: own.device };
  function choose(next: Scope) {
    const none = { type: '', organisation: '', site: '', device: '', instance: '' };
    // a device has its type; a place may have devices of several that the rule knows apart
    form.set({ ...none, scope: next, ...(type !== undefined && next !== 'device' && { type }) });
  }
  return (
    <>
      <PickInput
        form={form}
        name="scope"
        label={own.place}
        value={scope}
        options={scopes
          // of a rule of one type, everywhere is all of that type
          .filter((one) => one !== 'everywhere' || type === undefined)
          .map((one) => [one, own.places[one]])}
        picked={(value) => choose(scopes.find((one) => one === value) ?? 'everywhere')}
      />
      {scope !== 'everywhere' && !(scope === 'type' && type !== undefined) && (
        <PickInput
          form={form}
          name={scope}
          label={labels[scope]}
          options={[['', own.choose], ...byName(offered[scope])]}
        />
      )}
      {scope === 'type' && type !== undefined && <p class="soft">{types.get(type)?.label[language] ?? type}</p>}
      {scope === 'device' && hasInstances && (
        <TextInput form={form} name="instance" label={own.instance} help={own.instanceHelp} asked={false} />
      )}
    </>
  );
}
