import type { MetricRule } from './common-rules.ts';

/** longer than an evening's meeting that nobody wrote into the calendar */
const long = { for: '8h', clearFor: '2h' } as const;
const counts = true;

/** What a building's own past, calendar and weather say is usual. Shares and margins: docs/detection.md. */
export const usualRules: Readonly<Record<string, readonly MetricRule[]>> = {
  'electricity.energy': [
    {
      ...{ id: 'electricity-unusual', kind: 'profile', side: 'above', deviations: 7, least: 2, counts },
      ...{ severity: 'information', ...long },
      say: { fr: 'Électricité : consommation inhabituelle', en: 'Electricity: unusual use' },
    },
    {
      ...{ id: 'electricity-base-load', kind: 'base-load', share: 0.1, least: 0.02, counts },
      severity: 'information',
      say: { fr: 'Électricité : le talon de nuit augmente', en: 'Electricity: the base load at night rises' },
    },
    {
      ...{ id: 'electricity-budget', kind: 'budget', share: 0.15, least: 20, severity: 'information' },
      say: { fr: 'Électricité : mois plus cher que l’an dernier', en: 'Electricity: a dearer month than last year' },
    },
  ],
  'gas.volume': [
    {
      ...{ id: 'gas-left-on', kind: 'left-on', share: 0.5, least: 0.05, counts, severity: 'information' },
      say: { fr: 'Chauffage resté allumé', en: 'Heating left on' },
    },
    {
      ...{ id: 'gas-budget', kind: 'budget', share: 0.15, least: 50, severity: 'information' },
      say: { fr: 'Gaz : mois plus cher que l’an dernier', en: 'Gas: a dearer month than last year' },
    },
    {
      ...{ id: 'gas-level', kind: 'change-point', least: 0.3, counts, severity: 'information' },
      say: { fr: 'Gaz : la consommation a changé de niveau', en: 'Gas: the level of use has changed' },
    },
  ],
  'heat.energy': [
    {
      ...{ id: 'heat-left-on', kind: 'left-on', share: 0.5, least: 0.5, counts, severity: 'information' },
      say: { fr: 'Chauffage resté allumé', en: 'Heating left on' },
    },
    {
      ...{ id: 'heat-budget', kind: 'budget', share: 0.15, least: 500, severity: 'information' },
      say: { fr: 'Chaleur : mois plus cher que l’an dernier', en: 'Heat: a dearer month than last year' },
    },
  ],
  'water.volume': [
    {
      ...{ id: 'water-unusual', kind: 'profile', side: 'above', deviations: 6, least: 100, counts },
      ...{ severity: 'information', ...long },
      say: { fr: 'Eau : consommation inhabituelle', en: 'Water: unusual use' },
    },
    {
      ...{ id: 'water-budget', kind: 'budget', share: 0.3, least: 5_000, severity: 'information' },
      say: { fr: 'Eau : mois plus cher que l’an dernier', en: 'Water: a dearer month than last year' },
    },
  ],
  'air.temperature': [
    {
      ...{ id: 'temperature-left-on', kind: 'held-warm', least: 0.8, severity: 'information' },
      say: { fr: 'Local chauffé hors occupation', en: 'Room heated while closed' },
    },
  ],
};
