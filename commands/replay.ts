import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';
import type { Territory } from '../devices/territory.ts';
import { csvAmounts, csvValues, type SeriesOf } from '../simulators/recording/csv-amounts.ts';
import { csvReadings, type Locate } from '../simulators/recording/csv-readings.ts';
import { inOrder } from '../simulators/recording/in-order.ts';
import type { OnBadLine } from '../simulators/recording/lines.ts';
import { recordedMessages } from '../simulators/recording/recorded-messages.ts';
import type { SentMessage } from '../simulators/wire.ts';
import { answerRecordings } from './answering.ts';
import { createBadLines } from './bad-lines.ts';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { readTerritoryFolder } from './platform/territory-folder.ts';
import { brokerOf, playTo, speedOf } from './playing.ts';
import { demonstrationTerritory, replayExpecting } from './replay/expect.ts';

const help = `vigie replay FILE… [--speed N|max] [--to mqtt://user:password@host:port]
vigie replay FILE… --expect ALERTS.json [--junit OUT.xml] [--territory DIR]
vigie replay FILE.snmprec… [--listen 127.0.0.1:1161] [--community TEXT]

Plays recordings to a broker, all files together in the order of time: JSON lines {time, topic, payload} (.jsonl, .ndjson,
.json), a payload of bytes as base64 with encoding: "base64", or CSV (.csv) of time,device,metric,value.

  --to URL                   the broker (default mqtt://127.0.0.1:1883); the password may stand in VIGIE_MQTT_PASSWORD
  --speed N|max              N times quicker than recorded (default 1), or as quickly as the broker acknowledges
  --interval DEVICE/METRIC   CSV files hold start,value: amounts of intervals, played as the index of that counter, 0 at
                             the first start. Once for all CSV files, or once for each in their order
  --gauge DEVICE/METRIC      CSV files hold start,value: values of that gauge at those times
  --territory DIR            where the sites of devices are looked up. Without it a device is written SITE/DEVICE, here
                             and in the column "device"
  --json                     tells the result as JSON

With --expect nothing is sent: the messages go through a fresh platform in memory, as quickly as it judges them, by the rules of
the territory (the demonstration's unless --territory says another), and the alerts are held against those of the file:
  --expect ALERTS.json       {"tolerance": "1m", "alerts": [{"rule", "device", "since", …}]}; what an alert does not name may be
                             anything. Exits 1 when any alert is different, missing or not expected
  --expect -                 prints the alerts raised as such a file
  --junit OUT.xml            the same for GitHub's and GitLab's test reports, a case an alert

Recordings of SNMP agents in the public format of snmpsim (.snmprec) are answered instead, over v1 and v2c until Ctrl-C: each
under its own name as community (router.snmprec under "router"), or a single one under --community.
  --listen HOST:PORT         UDP (default 127.0.0.1:1161)

Bad lines are told as file:line reason, the rest is played. Exits 1 when nothing could be played.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals, tokens } = parseCommand('replay', {
    args,
    allowPositionals: true,
    tokens: true,
    options: {
      to: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
      speed: { type: 'string', default: '1' },
      interval: { type: 'string', multiple: true },
      gauge: { type: 'string', multiple: true },
      territory: { type: 'string' },
      listen: { type: 'string' },
      community: { type: 'string' },
      expect: { type: 'string' },
      junit: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length === 0) throw new CommandError(2, ['vigie replay: name a recording (vigie replay --help)']);
  if (positionals.some((file) => file.endsWith('.snmprec'))) return answerRecordings(positionals, values);
  for (const option of ['listen', 'community'] as const) {
    if (values[option] !== undefined)
      throw new CommandError(2, [`vigie replay: --${option} is for .snmprec recordings`]);
  }
  if (values.junit !== undefined && values.expect === undefined) {
    throw new CommandError(2, ['vigie replay: --junit is for --expect ALERTS.json']);
  }
  const url = brokerOf('replay', values.to);
  const speed = speedOf('replay', values.speed);
  const ownTerritory = values.territory === undefined ? undefined : readTerritoryFolder(values.territory);
  const territory = ownTerritory ?? (values.expect === undefined ? undefined : demonstrationTerritory());
  const locate = locateIn(territory);
  const series = tokens
    .filter((token) => token.kind === 'option' && (token.name === 'interval' || token.name === 'gauge'))
    .map((token) => ('value' in token ? seriesOf(token.name, token.value ?? '', locate) : undefined))
    .filter((one) => one !== undefined);
  const bad = createBadLines();
  const sources = sourcesOf(positionals, { series, locate, onBad: bad.tell });
  if (values.expect !== undefined) {
    const { expect, junit, json = false } = values;
    const options = { expect, junit, json, territory, files: positionals };
    return replayExpecting(inOrder(sources), options).finally(bad.end);
  }
  const { sent } = await playTo(inOrder(sources), { command: 'replay', url, speed, stop: stopAsked() });
  bad.end();
  if (sent === 0) throw new CommandError(1, [`vigie replay: nothing to play in ${positionals.join(', ')}`]);
  process.stdout.write(
    values.json ? `${JSON.stringify({ sent, bad: bad.count() })}\n` : `${sent} messages, ${bad.count()} bad lines\n`,
  );
  return 0;
}

type Series = SeriesOf & { as: 'interval' | 'gauge' };

function sourcesOf(
  files: readonly string[],
  { series, locate, onBad }: { series: readonly Series[]; locate: Locate; onBad: OnBadLine },
): AsyncIterable<SentMessage>[] {
  const csvs = files.filter((file) => file.endsWith('.csv'));
  if (series.length > 1 && series.length !== csvs.length) {
    throw new CommandError(2, [
      `vigie replay: ${series.length} series for ${csvs.length} CSV files: name one for all, or one for each in their order`,
    ]);
  }
  return files.map((file) => {
    try {
      accessSync(file, constants.R_OK);
    } catch {
      throw new CommandError(2, [`vigie replay: ${file} cannot be read`]);
    }
    if (/\.(jsonl|ndjson|json)$/.test(file)) return recordedMessages(file, onBad);
    if (!file.endsWith('.csv')) {
      throw new CommandError(2, [
        `vigie replay: ${basename(file)} is neither .jsonl, .ndjson, .json, .csv nor .snmprec`,
      ]);
    }
    const of = series.length === 1 ? series[0] : series[csvs.indexOf(file)];
    if (of === undefined) return csvReadings(file, { locate, onBad });
    return of.as === 'interval' ? csvAmounts(file, of, onBad) : csvValues(file, of, onBad);
  });
}

function seriesOf(as: string, written: string, locate: Locate): Series {
  const cut = written.lastIndexOf('/');
  const place = cut > 0 ? locate(written.slice(0, cut)) : undefined;
  if (place !== undefined) {
    return { ...place, metric: written.slice(cut + 1), as: as === 'gauge' ? 'gauge' : 'interval' };
  }
  throw new CommandError(2, [
    `vigie replay: --${as} "${written}": write SITE/DEVICE/METRIC, or DEVICE/METRIC of a device of --territory DIR`,
  ]);
}

function locateIn(territory: Territory | undefined): Locate {
  return (name) => {
    const [site = '', device] = name.split('/');
    if (device !== undefined) return { site, device };
    const known = territory?.devices.get(name);
    return known === undefined ? undefined : { site: known.site, device: known.id };
  };
}
