import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { printMistake } from '../../../devices/mistake.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { serializeTerritory } from '../../../devices/territory-text.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';

const places = `organisations: [{id: dax, name: Dax}]
sites: [{id: dax-mairie, name: Mairie, organisation: dax}]
devices: [{id: srv-1, name: Serveur, site: dax-mairie, type: linux-host, address: "snmp:10.0.0.5", credentials: house}]
`;

function parsed(rules: string) {
  const files = [
    { path: 'dax.yaml', text: places },
    { path: 'rules.yaml', text: `rules:\n${rules}` },
  ];
  return parseTerritory(files, catalogue, (given) => resolveRules(catalogue, given).mistakes);
}

function mistakes(rules: string): string[] {
  const found = parsed(rules);
  return found.ok ? [] : found.mistakes.map(printMistake);
}

test('rules of a territory survive being written and read again', () => {
  const found = parsed(`  - {id: disk-used, device: srv-1, above: {critical: 98}}
  - {id: silent, site: dax-mairie, off: true}
  - id: night-power
    metric: electricity.power
    kind: threshold
    above: 2000
    for: 1h
    say: {fr: Puissance, en: Power}
`);
  if (!found.ok) throw new Error(found.mistakes.map(printMistake).join('\n'));
  expect(found.territory.rules).toHaveLength(3);
  expect(parseTerritory(serializeTerritory(found.territory), catalogue)).toEqual(found);
});

test('every mistake of a rule stands at its line, with the cure', () => {
  expect(
    mistakes(`  - {id: disk-used, device: srv-2, above: 98}
  - {id: disk-usd, off: true}
  - {id: silent, off: true}
  - {id: silent, off: true}
  - {id: cpu, above: 50,
     clear: 97}
  - {id: x, kind: treshold, metric: disk.used}
  - {id: cpu, site: dax-mairie, abov: 3}
`),
  ).toEqual([
    'rules.yaml:2 rules[0].device "srv-2" is no device of the territory. Did you mean "srv-1"?',
    expect.stringMatching(/^rules.yaml:3 rules\[1\].id "disk-usd" is no known rule.* Did you mean "disk-used"\?$/),
    'rules.yaml:5 rules[3].id "silent" already stands for the same devices at rules.yaml:4',
    'rules.yaml:6 rules[4] clear: 97 is itself above the first level 50',
    expect.stringMatching(/^rules.yaml:8 rules\[5\].kind "treshold" must be one of threshold, state/),
    'rules.yaml:9 rules[6].abov is not known here. Did you mean "above"?',
  ]);
});
