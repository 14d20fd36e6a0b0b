import type { Device, MqttClient, Site, Territory } from '../../../devices/territory.ts';
import type { Chances } from '../../../simulators/buildings.ts';
import { type Column, history, type Span } from '../../../simulators/history.ts';

/** A village with a town hall, a school and a gym, each with one device of every simulated type. */
export const village: Territory = territoryOf(['mairie', 'ecole', 'gymnase']);

export function territoryOf(sites: string[]): Territory {
  const types = ['water-meter', 'gas-meter', 'electricity-meter', 'air-quality', 'climate', 'weather-station'];
  return {
    organisations: new Map([['commune', { id: 'commune', name: 'Commune' }]]),
    sites: new Map(sites.map((id) => [id, siteOf(id)])),
    devices: new Map(sites.flatMap((site) => types.map((type) => [`${site}-${type}`, deviceOf(site, type)]))),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
}

/** The village with a device of the town hall at a foreign address, through a client of its own where one is given. */
export function withDevice(device: Omit<Device, 'name' | 'site'>, client?: MqttClient): Territory {
  const foreign = { name: device.id, site: 'mairie', ...device, ...(client !== undefined && { client: client.id }) };
  return {
    ...village,
    devices: new Map([...village.devices, [device.id, foreign]]),
    clients: new Map(client === undefined ? [] : [[client.id, client]]),
  };
}

/** All readings of one series over a span; only its device is simulated, and a gas meter beside it. */
export function curve(territory: Territory, device: string, metric: string, span: Span & Chances): Column {
  const site = territory.devices.get(device)!.site;
  const devices = new Map([...territory.devices].filter(([id]) => id === device || id === `${site}-gas-meter`));
  const parts = [...history({ ...territory, devices }, span)].filter((c) => c.device === device && c.metric === metric);
  return { device, metric, times: join(parts.map((p) => p.times)), values: join(parts.map((p) => p.values)) };
}

function join(parts: Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((rows, part) => rows + part.length, 0));
  let row = 0;
  for (const part of parts) {
    whole.set(part, row);
    row += part.length;
  }
  return whole;
}

function siteOf(id: string): Site {
  const position = [43.83, -0.81] as const;
  return { id, name: id, organisation: 'commune', position, area: 600, timeZone: 'Europe/Paris', fewStaff: false };
}

function deviceOf(site: string, type: string): Device {
  return { id: `${site}-${type}`, name: type, site, type };
}
