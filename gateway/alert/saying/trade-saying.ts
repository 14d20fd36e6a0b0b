import { waterLoss } from '../../calculate/water-loss.ts';
import type { Expected } from '../../domain/decision.ts';
import type { TradeCondition } from '../../domain/trade-condition.ts';
import type { Language } from './writing.ts';

/** What was found, as an alert holds it; `waterPrice` is the organisation's, € a m³, where it gave one. */
export interface Found {
  readonly value: number;
  readonly expected?: Expected;
  readonly waterPrice?: number;
}

const written = (maximumFractionDigits: number): Readonly<Record<Language, Intl.NumberFormat>> => ({
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits }),
});
const [whole, tenths, hundredths] = [written(0), written(1), written(2)];

/** What an alert of water, air, heating, backups or of something that ends found, in one sentence that anybody understands. */
export function sayTrade(condition: TradeCondition, found: Found, language: Language): string {
  const { value, expected } = found;
  const french = language === 'fr';
  const number = (one: number, digits: 0 | 1 | 2) =>
    (digits === 0 ? whole : digits === 1 ? tenths : hundredths)[language].format(one);
  switch (condition.kind) {
    case 'leak': {
      const loss = waterLoss({ flow: value, usual: expected?.high ?? 0 }, found.waterPrice);
      const [rate, daily] = [number(loss.litresPerHour, 0), number(loss.m3PerDay, 2)];
      const [weekly, price] = [number(loss.perWeek, 0), number(loss.pricePerM3, 2)];
      const at = french
        ? `${loss.isAssumed ? 'prix supposé' : 'au prix de'} ${price} € par m³`
        : `${loss.isAssumed ? 'assumed price' : 'at'} €${price} a m³`;
      return french
        ? `${rate} L/h s’écoulent sans arrêt, soit ${daily} m³ par jour, environ ${weekly} € par semaine (${at}).`
        : `${rate} L/h run without a stop, that is ${daily} m³ a day, about €${weekly} a week (${at}).`;
    }
    case 'forecast': {
      const days = number(Math.floor(value), 0);
      if (value < 0) return french ? 'Le terme est passé.' : 'The end has passed.';
      const trend = condition.toward !== undefined;
      if (french) return trend ? `Au rythme actuel, la fin est dans ${days} jours environ.` : `Il reste ${days} jours.`;
      return trend ? `At the present pace it ends in about ${days} days.` : `${days} days are left.`;
    }
    case 'late':
      return french
        ? `La dernière bonne sauvegarde a ${number(value, 0)} heures.`
        : `The last good backup is ${number(value, 0)} hours old.`;
    case 'size': {
      const isShrunk = value < (expected?.low ?? value);
      const size = number(value / 1e9, 1);
      if (french) return `${size} Go sauvegardés, bien ${isShrunk ? 'moins' : 'plus'} que d’habitude.`;
      return `${size} GB backed up, much ${isShrunk ? 'less' : 'more'} than usual.`;
    }
    case 'icone':
      return french
        ? `L’indice de confinement ICONE de la semaine est de ${number(value, 1)} sur 5.`
        : `The week’s index of confinement (ICONE) is ${number(value, 1)} of 5.`;
    case 'heated': {
      const [celsius, limit] = [number(value, 1), number(expected?.high ?? 0, 0)];
      const isOpen = condition.while === 'open';
      if (french) {
        return `${celsius} °C ${isOpen ? 'en moyenne pendant l’ouverture' : 'la nuit, site fermé'} : la limite légale est de ${limit} °C.`;
      }
      return `${celsius} °C ${isOpen ? 'on average in opening hours' : 'at night, while closed'}: the legal limit is ${limit} °C.`;
    }
  }
}
