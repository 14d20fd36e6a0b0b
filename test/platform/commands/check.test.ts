import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../../commands/commands.ts';
import { certificates } from '../../support/certificates.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, runVigie } from '../../support/vigie.ts';

const wrongConfig = `data: 3
http: { listn: "127.0.0.1:8080", tls: { cert: no.pem, key: no.key } }
mqtt:
  listen: "127.0.0.1:99999"
  limits: { connections: 0 }
retention: { fine: 3y }
territory: ./land
log: { level: loud }
`;
const wrongTerritory = `organisations: [{ id: tartas, name: Tartas }]
sites: [{ id: mairie, name: Mairie, organisation: tartass }]
devices:
  - { id: eau, name: Eau, site: mairie, type: watermeter }
clients:
  - { id: mairie, passwordFile: absent }
`;

test('a wrong configuration, a wrong territory and wrong variables are told together, by check and by start', async () => {
  await using folder = await emptyFolder();
  const config = await production(folder.path, wrongConfig, wrongTerritory);
  const env = { VIGIE_HTTP_PUBLIC_ULR: 'https://x.fr', VIGIE_JOURNAL_QUOTA: 'much' };
  const [check, start] = await Promise.all([
    runVigie(['check', '--config', config], env),
    runVigie(['start', '--config', config], env),
  ]);
  const land = join(folder.path, 'land/tartas.yaml');
  expect(check.stderr.trimEnd().split('\n')).toEqual([
    `${config}:1 data must be text: write it between quotes, as "3"`,
    `${config}:2 http.listn is not known here. Did you mean "listen"?`,
    `${config}:2 http.tls.cert "${join(folder.path, 'no.pem')}" cannot be read: is the path right, and may Vigie read it?`,
    `${config}:2 http.tls.key "${join(folder.path, 'no.key')}" cannot be read: is the path right, and may Vigie read it?`,
    `${config}:4 mqtt.listen "127.0.0.1:99999" must read host:port, as 127.0.0.1:8080, with a port up to 65535`,
    `${config}:5 mqtt.limits.connections 0 must be a whole number from 1 to 100000`,
    `${config}:6 retention.fine "3y" must be a span, as 36mo or 30d`,
    `${config}:8 log.level "loud" must be one of fatal, error, warn, info, debug, silent`,
    `VIGIE_JOURNAL_QUOTA "much" must be a size, as 2 GB`,
    `VIGIE_HTTP_PUBLIC_ULR is not a setting of Vigie. Did you mean "VIGIE_HTTP_PUBLIC_URL"?`,
    `${land}:2 sites[0].organisation "tartass" is no organisation of the territory. Did you mean "tartas"?`,
    `${land}:4 devices[0].type "watermeter" is not in the catalogue. Did you mean "water-meter"?`,
    `${land}:6 clients[0].passwordFile "${join(folder.path, 'land/absent')}" cannot be read: is the path right, and may Vigie read it?`,
  ]);
  expect(check).toMatchObject({ code: 2, stdout: '' });
  expect(start).toEqual(check);
});

test('a password file that is not there is a mistake with its line, meant from the folder of its own file', async () => {
  await using folder = await emptyFolder();
  const territory = 'clients:\n  - { id: there, passwordFile: ../secret }\n  - { id: gone, passwordFile: absent }\n';
  const config = await production(folder.path, 'territory: land\n', territory);
  await writeFile(join(folder.path, 'secret'), 'x');
  const { code, stderr } = await runVigie(['check', '--config', config]);
  expect(stderr).toBe(
    `${join(folder.path, 'land/tartas.yaml')}:3 clients[1].passwordFile "${join(folder.path, 'land/absent')}" cannot be read: is the path right, and may Vigie read it?\n`,
  );
  expect(code).toBe(2);
});

test('agendas are read from the territory’s folder, and theirs are mistakes like the others', async () => {
  await using folder = await emptyFolder();
  const calendars = 'calendars:\n  - { id: salle, week: {}, bookingsFile: salle.ics, closuresFile: fermetures.ics }\n';
  const config = await production(folder.path, 'territory: land\n', calendars);
  const agenda = (start: string) => `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n${start}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const land = join(folder.path, 'land');
  await writeFile(join(land, 'salle.ics'), agenda('DTSTART:demain'));
  await writeFile(join(land, 'vieux.ics'), agenda('DTSTART:20260301T100000'));
  const wrong = await runVigie(['check', '--config', config]);
  expect(wrong.stderr.trimEnd().split('\n')).toEqual([
    `${land}/salle.ics:3 DTSTART is not a date or a time`,
    `${land}/tartas.yaml:2 calendars[0].closuresFile "fermetures.ics" is no file of the territory's folder.`,
    `${land}/vieux.ics:1 is named by no calendar: write bookingsFile: vieux.ics (or closuresFile) in a calendar, or take the file away`,
  ]);
  expect(wrong.code).toBe(2);
  await writeFile(join(land, 'salle.ics'), agenda('DTSTART:20260301T100000'));
  await rename(join(land, 'vieux.ics'), join(land, 'fermetures.ics'));
  expect(await runVigie(['check', '--config', config])).toMatchObject({ code: 0, stderr: '' });
});

test('a key of another certificate is told before anything starts', async () => {
  await using folder = await emptyFolder();
  const [ours, theirs] = [join(folder.path, 'ours'), join(folder.path, 'theirs')];
  certificates(ours);
  certificates(theirs);
  const files = `{ cert: ours/server.pem, key: theirs/server.key }`;
  const config = await production(folder.path, `http:\n  listen: "127.0.0.1:0"\n  tls: ${files}\n`, '');
  const { code, stderr } = await runVigie(['check', '--config', config]);
  expect(stderr).toMatch(/^\S+vigie\.yaml:3 http\.tls is not a certificate \(cert\) with its own key \(key\).*\n$/);
  expect(code).toBe(2);
});

test('a mail server without a sender, a public address or its password is told in full', async () => {
  await using folder = await emptyFolder();
  const settings = (more: string) => `notify: { smtp: "smtp://vigie@mail.tartas.fr:587"${more} }\n`;
  const config = await production(folder.path, settings(''), '');
  expect((await runVigie(['check', '--config', config])).stderr.trimEnd().split('\n')).toEqual([
    `${config}:1 notify.from is missing: mails need a sender, as Vigie <vigie@exemple.fr>`,
    `${config}:1 http.publicUrl is missing: links in mails begin with it`,
    `${config}:1 notify.smtpPasswordFile is missing: notify.smtp names a user, and a user has a password`,
  ]);
  const env = { VIGIE_HTTP_PUBLIC_URL: 'https://vigie.tartas.fr', VIGIE_NOTIFY_SMTP_PASSWORD: 'x' };
  await writeFile(config, settings(', from: "Vigie <vigie@tartas.fr>"'));
  expect(await runVigie(['check', '--config', config], env)).toMatchObject({ code: 0, stderr: '' });
  await writeFile(config, settings(', from: vigie, smtpPasswordFile: nowhere').replace('vigie@', 'vigie:secret@'));
  expect((await runVigie(['check', '--config', config], env)).stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/:1 notify\.smtp .*must be a mail server.*its password stands in notify\.smtpPasswordFile/),
    expect.stringMatching(/:1 notify\.from "vigie" must be a sender, as Vigie <vigie@exemple\.fr>/),
  ]);
});

test('ways out that cannot work are told: a secret that is open to all, a token in clear, a calendar that is none', async () => {
  await using folder = await emptyFolder();
  const written = `notify:
  calendar: agence
  webhooks: { n8n: { url: "https://n8n.tartas.fr/h", secretFile: nowhere } }
  ntfy: { url: "http://ntfy.tartas.fr", tokenFile: token, topics: { garde: { topic: "vigie garde" } } }
  sms: { url: "https://sms.tartas.fr", body: "{to}" }
  escalation: { staff: soon }
`;
  const config = await production(folder.path, written, '');
  expect((await runVigie(['check', '--config', config])).stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/:4 notify\.ntfy\.topics\.garde\.topic "vigie garde" must be a topic/),
    expect.stringMatching(/:4 notify\.ntfy\.url "http:.*" must begin with https:.*since a secret goes with it/),
    `${config}:5 notify.sms.body "{to}" must hold {to} and {text}`,
    expect.stringMatching(/:6 notify\.escalation\.staff "soon" must be a duration, as 30m/),
  ]);
  const better = written.replace('vigie garde', 'garde').replace('"{to}"', '"{to}{text}"').replace('soon', '1h');
  await writeFile(config, better.replace('http://ntfy', 'https://ntfy'));
  await writeFile(join(folder.path, 'token'), 'tk', { mode: 0o644 });
  await chmod(folder.path, 0o755);
  expect((await runVigie(['check', '--config', config])).stderr.trimEnd().split('\n')).toEqual([
    `${config}:2 notify.calendar "agence" is no calendar of the territory, which has none`,
    expect.stringMatching(/:3 notify\.webhooks\.n8n\.secretFile ".*nowhere" cannot be read/),
    expect.stringMatching(/:4 notify\.ntfy\.tokenFile ".*token" can be read by everybody here: chmod 600 it/),
  ]);
});

test('a right configuration says what it means, in words and as JSON', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const env = { VIGIE_HTTP_PUBLIC_URL: 'https://vigie.tartas.fr' };
  const inWords = await runVigie(['check', '--config', place.config], env);
  expect(inWords).toEqual({
    code: 0,
    stderr: '',
    stdout: `${place.config}: no mistakes. "vigie start --config ${place.config}" can run it.
  watches   1 organisations, 1 sites, 2 devices, 1 clients
  screens   http://127.0.0.1:${place.http}, for people https://vigie.tartas.fr
  sensors   MQTT on 127.0.0.1:${place.mqtt}
  keeps in  ${join(folder.path, 'data')}
`,
  });
  const asJson = await runVigie(['check', '--config', place.config, '--json'], { VIGIE_DTAA: 'x' });
  expect(asJson.code).toBe(2);
  expect(JSON.parse(asJson.stdout)).toEqual({
    ok: false,
    mistakes: ['VIGIE_DTAA is not a setting of Vigie. Did you mean "VIGIE_DATA"?'],
  });
});

test('--help of every command is an answer; wrong words, options and files are one line and exit code 2', async () => {
  const help = await Promise.all(commands.map(({ name }) => runVigie([name, '--help'])));
  expect(help.length).toBeGreaterThan(4);
  for (const [at, { code, stdout, stderr }] of help.entries()) {
    expect({ code, stderr }, commands[at]?.name).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^vigie ${commands[at]?.name}`));
  }
  const wrong = await Promise.all([
    runVigie(['nonsense']),
    runVigie(['check', '--config', '/nowhere/vigie.yaml']),
    runVigie(['start', '--config', '/nowhere/vigie.yaml']),
  ]);
  for (const { code, stdout, stderr } of wrong) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  }
  for (const { name, load } of commands) {
    const { run } = await load();
    const refusal = { exitCode: 2, lines: [expect.stringMatching(/Unknown option '--no-such-option'/)] };
    await expect(run(['--no-such-option']), name).rejects.toMatchObject(refusal);
  }
});

async function production(folder: string, config: string, territory: string): Promise<string> {
  await mkdir(join(folder, 'land'));
  await writeFile(join(folder, 'land/tartas.yaml'), territory);
  await writeFile(join(folder, 'vigie.yaml'), config);
  return join(folder, 'vigie.yaml');
}
