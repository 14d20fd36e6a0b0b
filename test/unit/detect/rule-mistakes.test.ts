import { expect, test } from 'vitest';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { ruleOf } from './judging.ts';

const co2 = { kind: 'threshold', side: 'above', levels: [800, 1500], clear: 700 } as const;

test.each([
  [co2],
  [{ kind: 'forecast', levels: [90, 14], clear: 120, toward: { side: 'rises', end: 100 } }],
  [{ kind: 'late', levels: [6, 30], atMost: 192 }],
  [{ kind: 'leak', levels: [5, 60] }],
  [{ kind: 'icone', levels: [4, 5] }],
  [{ kind: 'heated', while: 'open', limit: 19, tolerance: 1 }],
  [{ kind: 'heated', while: 'closed', limits: [{ afterHours: 24, limit: 16 }], tolerance: 1 }],
  [{ kind: 'size', least: 0.5, most: 2, floor: 1e9 }],
] as const)('a sound rule has no mistakes (%#)', (condition) => {
  expect(ruleMistakes(ruleOf(condition))).toEqual([]);
});

test.each([
  [ruleOf({ ...co2, levels: [1500, 800] }), 'levels: 1500, 800 do not go from mild to grave, above each other'],
  [ruleOf({ ...co2, clear: 900 }), 'clear: 900 is itself above the first level 800'],
  [ruleOf({ ...co2, levels: [] }), 'levels: give 1 to 5'],
  [ruleOf(co2, { severities: ['warning'] }), 'severities: 1 for 2 levels, give one for each level'],
  [ruleOf(co2, { holdMs: -1 }), 'holdMs: -1 is no duration from 0 to 400 days'],
  [ruleOf({ kind: 'state', levels: [[0, 1], [1]] }), 'levels: a value stands in two of them'],
  [ruleOf({ kind: 'stuck', within: 0 }), 'holdMs: a value is stuck only after a time, give more than 0'],
  [ruleOf({ kind: 'implausible' }), 'condition: name range, backwards or leap'],
  [ruleOf({ kind: 'implausible', range: [5, 5] }), 'range: 5 is not below 5'],
  [ruleOf({ kind: 'silence', afterMs: 0 }), 'afterMs: 0 is no duration up to 400 days'],
  [
    ruleOf({ kind: 'rate', side: 'falls', perHour: -2, overMs: 1, clear: 0 }),
    'perHour: -2 is not more than 0; "side" says the direction',
  ],
  [
    ruleOf({ kind: 'forecast', levels: [14, 90], clear: 120 }),
    'levels: 14, 90 do not go from many days to few, below clear 120',
  ],
  [
    ruleOf({ kind: 'forecast', levels: [14], clear: 20, toward: { side: 'rises', end: 1000 } }),
    'toward: 1000 is no percentage from 0 to 100',
  ],
  [ruleOf({ kind: 'state', levels: [[3]], passing: [3] }), 'levels: a value stands in two of them'],
  [ruleOf({ kind: 'late', levels: [30, 6], atMost: 192 }), 'levels: 30, 6 do not go from few hours to many, above 0'],
  [ruleOf({ kind: 'late', levels: [6], atMost: 0 }), 'atMost: 0 is not more than 0 hours'],
  [ruleOf({ kind: 'size', least: 2, most: 2, floor: 0 }), 'least: 2 is no share from 0 to below 1'],
  [ruleOf({ kind: 'size', least: 0.5, most: 0.5, floor: 0 }), 'most: 0.5 is not more than 1'],
  [ruleOf({ kind: 'size', least: 0.5, most: 2, floor: -1 }), 'floor: -1 is not 0 or more'],
  [ruleOf({ kind: 'leak', levels: [60, 5] }), 'levels: 60, 5 do not go from little flow to much, above 0'],
  [ruleOf({ kind: 'icone', levels: [4, 6] }), 'levels: 4, 6 are no rising classes from 1 to 5'],
  [ruleOf({ kind: 'heated', while: 'open', limit: 19, tolerance: -1 }), 'tolerance: -1 is not 0 or more'],
  [
    ruleOf({ kind: 'heated', while: 'closed', limits: [], tolerance: 1 }),
    'limits: they do not go from few hours to many, above 0',
  ],
  [ruleOf(co2, { say: { fr: '', en: 'x' } }), 'say: name the alert in French and in English'],
])('each mistake names the rule, the key and the cure (%#)', (rule, mistake) => {
  expect(ruleMistakes(rule)).toContain(`rule "rule" ${mistake}`);
});
