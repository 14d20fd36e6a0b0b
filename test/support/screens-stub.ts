import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Server } from 'socket.io';
import type { Session } from '../../dashboard/contract/http.ts';
import { catalogue } from '../../devices/catalogue.ts';

const dist = join(import.meta.dirname, '../../dashboard/web/dist');
const hour = 3_600_000;
const communes: [string, string, string, number][] = [
  ['tartas', 'Tartas', '40313', 3200],
  ['dax', 'Dax', '40088', 21000],
  ['mont-de-marsan', 'Mont-de-Marsan', '40192', 30500],
  ['aire-sur-l-adour', 'Aire-sur-l’Adour', '40001', 6200],
  ['amou', 'Amou', '40002', 1600],
  ['biscarrosse', 'Biscarrosse', '40046', 14500],
  ['capbreton', 'Capbreton', '40065', 9200],
  ['castets', 'Castets', '40075', 2500],
  ['geaune', 'Geaune', '40110', 700],
  ['grenade-sur-l-adour', 'Grenade-sur-l’Adour', '40117', 2500],
  ['hagetmau', 'Hagetmau', '40119', 4600],
  ['labouheyre', 'Labouheyre', '40134', 2900],
  ['mimizan', 'Mimizan', '40184', 7200],
  ['mugron', 'Mugron', '40201', 1500],
  ['parentis', 'Parentis-en-Born', '40217', 6900],
  ['peyrehorade', 'Peyrehorade', '40224', 3900],
  ['pouillon', 'Pouillon', '40233', 3100],
  ['sabres', 'Sabres', '40246', 1200],
  ['saint-sever', 'Saint-Sever', '40282', 5000],
  ['soustons', 'Soustons', '40310', 8300],
];
const buildings = ['Mairie', 'École Jules-Ferry', 'Salle des fêtes', 'Médiathèque', 'Gymnase'];

const organisations = communes.map(([id, name, insee, population]) => ({ id, name, insee, population, worst: null }));
export const sites = organisations.flatMap((organisation, index) =>
  buildings.slice(0, index === 0 ? 5 : index < 8 ? 2 : 1).map((name, at) => ({
    id: `${organisation.id}-${['mairie', 'ecole', 'salle', 'mediatheque', 'gymnase'][at]}`,
    name: index === 3 && at === 1 ? '<img src=x onerror=alert(1)>' : name,
    organisation: organisation.id,
    area: 400 + index * 20 + at * 100,
    timeZone: 'Europe/Paris',
    fewStaff: false,
    worst:
      index === 1 && at === 1 ? 'warning' : index === 0 && at === 0 ? 'critical' : index === 4 ? 'information' : null,
  })),
);
const devices = sites.flatMap((site, index) =>
  [
    ['electricite', 'electricity-meter', 'Compteur général'],
    ['eau', 'water-meter', 'Compteur d’eau'],
    ...(index % 3 === 2 ? [] : [['gaz', 'gas-meter', 'Compteur de gaz']]),
    ['air', 'air-quality', site.name === 'Mairie' ? 'Salle du conseil' : 'Salle 3'],
    ...(index % 2 ? [] : [['climat', 'climate', 'Accueil']]),
    ...(index === 0 ? [['meteo', 'weather-station', 'Toit']] : []),
  ].map(([end, type, name]) => ({
    id: `${site.id}-${end}`,
    name: name ?? '',
    site: site.id,
    organisation: site.organisation,
    type: type ?? '',
    worst: null,
    lastSeen: new Date(Date.now() - (index === 6 ? 3.2 * hour : 90_000)).toISOString(),
  })),
);
const deviceTypes = [...catalogue.values()].map((type) => ({
  id: type.id,
  label: type.label,
  everyMs: 600_000,
  silentAfterMs: type.source.silentAfter === '2h' ? 2 * hour : hour,
  metrics: Object.values(type.metrics),
}));

function noise(text: string, n: number): number {
  let h = 2166136261 ^ n;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 13), 0x5bd1e995);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}
const scaleOf = (device: string) => 0.4 + 1.6 * noise(device, 7);
/** consumption of the hour that begins there, or the level */
function level(device: string, metric: string, t: number): number {
  const d = new Date(t);
  const h = (d.getUTCHours() + 1) % 24;
  const open = d.getUTCDay() % 6 !== 0 && h >= 8 && h < 18 ? Math.sin(((h - 7) / 11) * Math.PI) : 0;
  const winter = (1 + Math.cos(((d.getUTCMonth() + 0.5) / 12) * 2 * Math.PI)) / 2;
  const n = noise(device + metric, Math.floor(t / hour)) - 0.5;
  const k = scaleOf(device);
  const growth = d.getUTCFullYear() < 2026 ? 1.09 : 1;
  switch (metric) {
    case 'electricity.energy':
      return k * growth * (1.1 + open * 9 + winter * 1.4 + n * 0.8);
    case 'electricity.power':
      return 1000 * k * (1.1 + open * 9 + n * 0.8);
    case 'water.volume':
      return Math.max(0, k * growth * (2 + open * 130 + n * 60 * open));
    case 'gas.volume':
      return k * growth * winter * (0.4 + open * 2.6 + 0.3 * n);
    case 'air.co2':
      return 430 + open * 700 * k + n * 60;
    case 'air.temperature':
      return 17 + 2.5 * open + 5 * (1 - winter) + n;
    case 'outdoor.temperature':
      return 7 + 13 * (1 - winter) + 4 * Math.sin(((h - 9) / 24) * 2 * Math.PI) + n * 2;
    case 'air.humidity':
    case 'outdoor.humidity':
      return 50 + 12 * n + 10 * winter;
    case 'air.pressure':
      return 1016 + 8 * Math.sin(t / (hour * 80)) + n;
    case 'air.pm25':
      return Math.max(1, 9 + n * 9);
    case 'air.tvoc':
      return 120 + 300 * open + 60 * n;
    case 'battery.level':
      return 86;
    default:
      return -78 + n * 8;
  }
}
const steps: Record<string, number> = {
  '5m': hour / 12,
  '15m': hour / 4,
  '1h': hour,
  '1d': 24 * hour,
  '1w': 168 * hour,
};
function starts(from: number, to: number, step: string): number[] {
  const found: number[] = [];
  if (step === '1mo' || step === '1y') {
    const d = new Date(from + 2 * hour);
    for (let m = 0; m < 200; m += step === '1mo' ? 1 : 12) {
      const t = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + m, 1) - hour;
      if (t >= to) break;
      found.push(t);
    }
    return found;
  }
  for (let t = from; t < to && found.length < 50_000; t += steps[step] ?? hour) found.push(t);
  return found;
}
function readings(query: URLSearchParams) {
  const device = query.get('device') ?? '';
  const metric = query.get('metric') ?? '';
  const [from, to, step] = [Number(query.get('from')), Number(query.get('to')), query.get('step') ?? '1h'];
  const declared = deviceTypes.flatMap((type) => type.metrics).find((m) => m.id === metric);
  const counter = declared?.kind === 'counter';
  const times = starts(from, to, step);
  const values = times.map((start, i) => {
    const end = times[i + 1] ?? to;
    if (
      start > Date.now() ||
      (step !== '1mo' && start > Date.now() - 20 * 24 * hour && noise(device, Math.floor(start / (24 * hour))) > 0.97)
    )
      return null;
    const size = Math.min(end, Date.now()) - start;
    const points = Math.max(1, Math.min(744, Math.floor(size / hour)));
    let sum = 0;
    for (let p = 0; p < points; p++) sum += level(device, metric, start + (p * size) / points);
    return counter ? (sum / points) * (size / hour) : sum / points;
  });
  return { unit: declared?.unit ?? '', times, values };
}
function latest(device: string) {
  const d = devices.find((x) => x.id === device);
  const type = deviceTypes.find((t) => t.id === d?.type);
  return (type?.metrics ?? []).map((m) => ({
    device,
    metric: m.id,
    time: d?.lastSeen ?? '',
    unit: m.unit,
    value:
      m.kind === 'counter'
        ? 120_000 + (Date.now() / hour - 490_000) * scaleOf(device)
        : level(device, m.id, Date.now()),
  }));
}

const accounts: Record<string, Partial<Session> & { role: Session['role']; name: string }> = {
  'admin@demo': { role: 'administrator', name: 'Administration' },
  'technicien@demo': { role: 'technician', name: 'Technicien' },
  'mairie.tartas@demo': { role: 'responsable', name: 'Mairie de Tartas', organisations: ['tartas'] },
  'mairie.dax@demo': { role: 'responsable', name: 'Mairie de Dax', organisations: ['dax'] },
};

/** A server of the contract's shapes with plausible numbers, for working on the screens alone. */
export async function startScreensStub(port = 0) {
  const users = Object.entries(accounts).map(([email, a], i) => ({
    id: `u${i}`,
    email,
    name: a.name,
    role: a.role,
    organisations: a.organisations ?? [],
    disabled: false,
    createdAt: '2026-10-01T08:00:00Z',
  }));
  let tokens: object[] = [
    {
      id: 't1',
      name: 'Écran du hall',
      role: 'screen',
      createdAt: '2026-10-03T08:00:00Z',
      lastUsedAt: new Date().toISOString(),
    },
  ];
  let discovered = [
    {
      id: 1,
      address: 'a84041ffff1234',
      client: 'passerelle-tartas',
      firstSeen: '2026-11-20T07:00:00Z',
      lastSeen: new Date().toISOString(),
      messages: 212,
      sample: '{"temperature": 19.4, "humidity": 51}',
      metrics: ['air.temperature', 'air.humidity'],
      ignored: false,
      proposal: { type: 'climate', site: 'tartas-mairie', name: 'Bureau' },
    },
  ];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://x');
    const path = url.pathname;
    if (!path.startsWith('/api/v1')) return serveFile(path, response);
    const send = (status: number, body?: unknown, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(body === undefined ? undefined : JSON.stringify(body));
    const list = (items: unknown[]) => send(200, { items, next: null });
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = text === '' ? {} : JSON.parse(text);
    const route = `${request.method} ${path.slice('/api/v1'.length)}`;
    const who = accounts[decodeURIComponent(/vigie=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '')];
    if (route === 'POST /session') {
      if (accounts[body.email] === undefined || body.password !== 'demo')
        return send(401, { type: 'about:blank', title: 'Unauthorized', status: 401 });
      return send(204, undefined, { 'set-cookie': `vigie=${encodeURIComponent(body.email)}; Path=/` });
    }
    if (route === 'DELETE /session') return send(204, undefined, { 'set-cookie': 'vigie=; Path=/; Max-Age=0' });
    if (who === undefined) return send(401, { type: 'about:blank', title: 'Unauthorized', status: 401, demo: true });
    const sees = (o: string) => who.organisations === undefined || who.organisations.includes(o);
    const mine = sites.filter((s) => sees(s.organisation));
    const one = (found: object | undefined) =>
      found ? send(200, found) : send(404, { type: 'about:blank', title: 'Not found', status: 404 });
    const site = url.searchParams.get('site');
    const id = path.split('/')[4] ?? '';
    if (route === 'GET /session') return send(200, { email: 'x', demo: true, version: '0.1.0', ...who });
    if (route === 'GET /organisations') return list(organisations.filter((o) => sees(o.id)));
    if (route === 'GET /sites') return list(mine);
    if (route === 'GET /devices')
      return list(devices.filter((d) => sees(d.organisation) && (site === null || d.site === site)));
    if (route === 'GET /device-types') return list(deviceTypes);
    if (route === 'GET /readings') return send(200, readings(url.searchParams));
    if (route === 'GET /readings/latest')
      return list(
        devices
          .filter(
            (d) =>
              sees(d.organisation) &&
              (site === null || d.site === site) &&
              (url.searchParams.get('device') ?? d.id) === d.id,
          )
          .flatMap((d) => latest(d.id)),
      );
    if (route.startsWith('GET /sites/')) return one(mine.find((s) => s.id === id));
    if (route.startsWith('GET /organisations/')) return one(organisations.find((s) => s.id === id && sees(s.id)));
    if (route.startsWith('GET /devices/')) return one(devices.find((d) => d.id === id && sees(d.organisation)));
    if (route === 'GET /users') return list(users);
    if (route === 'POST /users') {
      users.push({ ...body, id: `u${users.length}`, disabled: false, createdAt: new Date().toISOString() });
      return send(201, users.at(-1));
    }
    if (route.startsWith('PATCH /users/')) {
      Object.assign(users.find((u) => u.id === id) ?? {}, body);
      return send(200, {});
    }
    if (route === 'GET /tokens') return list(tokens);
    if (route === 'POST /tokens') {
      tokens.push({ ...body, id: `t${tokens.length + 1}`, createdAt: new Date().toISOString(), lastUsedAt: null });
      return send(201, { id: `t${tokens.length}`, token: 'vgt_8mPq2uX4wZ7aC1eR9tY5' });
    }
    if (route.startsWith('DELETE /tokens/')) {
      tokens = tokens.filter((t) => (t as { id: string }).id !== id);
      return send(204);
    }
    if (route === 'GET /discovery') return list(discovered);
    if (route.startsWith('POST /discovery/')) {
      discovered = discovered.filter((d) => d.id !== Number(id));
      return send(204);
    }
    if (route === 'GET /refused')
      return list([
        {
          id: 9,
          time: new Date().toISOString(),
          client: 'passerelle-dax',
          topic: 'vigie/v1/dax-mairie/dax-mairie-air',
          reason: 'air.co2 is 99999 ppm, outside 0…10000',
          payload: '{"metrics": {"air.co2": 99999}}',
          encoding: 'utf8',
        },
      ]);
    if (route === 'GET /audit')
      return list([
        {
          id: 3,
          time: new Date().toISOString(),
          who: 'admin@demo',
          action: 'token.add',
          subject: 't1',
          details: 'Écran du hall, screen',
        },
      ]);
    return send(404, { type: 'about:blank', title: 'Not found', status: 404 });
  }
  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.writeHead(500).end()),
  );
  const sockets = new Server(server);
  sockets.on('connection', (socket) => {
    socket.on('watch', (what: Record<string, string>, done) => {
      const seen = devices.filter(
        (d) =>
          what.console !== undefined ||
          d.site === what.site ||
          d.organisation === what.organisation ||
          d.id === what.device,
      );
      done({ ok: true });
      socket.emit('snapshot', what, {
        readings: seen.flatMap((d) => latest(d.id)),
        alerts: [],
        tickets: [],
        devices: [],
      });
    });
  });
  const timer = setInterval(() => {
    const device = devices[Math.floor(Math.random() * devices.length)];
    if (device === undefined || device.site === sites[6]?.id) return;
    device.lastSeen = new Date().toISOString();
    sockets.emit('changes', {
      readings: latest(device.id),
      alerts: [],
      tickets: [],
      devices: [{ id: device.id, lastSeen: device.lastSeen }],
    });
  }, 300);
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sockets.close();
      server.close();
    },
  };
}

async function serveFile(path: string, response: ServerResponse): Promise<void> {
  const types: Record<string, string> = {
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.html': 'text/html; charset=utf-8',
  };
  const wanted = extname(path) === '' ? '/index.html' : normalize(path);
  const bytes = await readFile(join(dist, wanted)).catch(() => undefined);
  if (bytes === undefined) return void response.writeHead(404).end();
  response
    .writeHead(200, {
      'content-type': types[extname(wanted)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; img-src 'self' data:",
    })
    .end(bytes);
}

if (process.argv[1] === import.meta.filename) {
  const { url } = await startScreensStub(Number(process.argv[2] ?? 8090));
  process.stdout.write(`${url}\n`);
}
