import type { Severity } from '../../gateway/domain/rule.ts';
import type { TicketCategory, TicketPriority } from '../../gateway/domain/tickets.ts';

const byDomain: Readonly<Record<string, TicketCategory>> = {
  ...{ backup: 'backup', antivirus: 'security', firewall: 'security', vpn: 'network', wifi: 'wifi', hotspot: 'wifi' },
  ...{ host: 'server', disk: 'server', ups: 'server', http: 'server', tls: 'server', interface: 'network' },
  ...{ icmp: 'network', tcp: 'network', dns: 'network', water: 'building', gas: 'building', electricity: 'building' },
  ...{ heat: 'building', air: 'building', outdoor: 'building', wood: 'building', fuel: 'building' },
};

/** What kind of help an alert of this metric asks for. */
export function categoryOf(metric: string | undefined): TicketCategory {
  return byDomain[metric?.split('.')[0] ?? ''] ?? 'other';
}

export function priorityOf(severity: Severity): TicketPriority {
  if (severity === 'critical') return 'urgent';
  return severity === 'warning' ? 'high' : 'normal';
}

/** What the published figures mean. */
export const definitions = {
  fr: {
    requests:
      'Demandes des collectivités ouvertes dans l’année, quelle qu’en soit la suite ; les incidents n’y sont pas.',
    incidents: 'Incidents de ce que l’agence ou le Département fait fonctionner, ouverts dans l’année, comptés à part.',
    byCategory: 'Chaque demande compte une fois, dans sa catégorie d’aujourd’hui.',
    callsPerWorkingDay:
      'Appels de l’année, demandes et incidents, rappels compris, divisés par les jours ouvrés écoulés : du lundi au vendredi, hors jours fériés.',
  },
  en: {
    requests: 'Requests of members opened in the year, whatever became of them; incidents are not among them.',
    incidents: 'Incidents of what the agency or the Department runs, opened in the year, counted apart.',
    byCategory: 'Each request counts once, in its category of today.',
    callsPerWorkingDay:
      'Calls of the year, for requests and incidents, further calls included, by the working days so far: Monday to Friday, public holidays left out.',
  },
} as const;
