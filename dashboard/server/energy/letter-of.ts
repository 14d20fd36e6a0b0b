import { dayNumber } from '../../../devices/calendar/local-date.ts';
import { type EnergyParts, type EnergyQuestion, energyOf } from './energy-of.ts';
import { type EquipmentParts, equipmentIn } from './equipment.ts';
import type { Letter } from './letter-page.ts';

export type LetterParts = EnergyParts & EquipmentParts;

/** The month of an organisation and how its equipment did in it, from what is stored alone. */
export async function letterOf(question: Omit<EnergyQuestion, 'language'>, parts: LetterParts): Promise<Letter> {
  const { scope, organisation, now } = question;
  const energy = await energyOf({ ...question, language: 'fr' }, parts);
  const sites = new Set(scope.sites.filter((site) => site.organisation === organisation.id).map(({ id }) => id));
  const devices = scope.devices.filter(({ site }) => sites.has(site));
  const days = { from: dayNumber(energy.from), to: dayNumber(energy.to) };
  return { energy, equipment: await equipmentIn({ organisation, devices }, { days, now }, parts) };
}
