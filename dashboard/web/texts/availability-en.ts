import type { availabilityFr } from './availability-fr.ts';

/** What the pages say in English of availability and of announced work. */
export const availabilityEn: typeof availabilityFr = {
  availability: 'Availability',
  availabilityHelp:
    'The part of the known time in which it worked, without announced maintenance. A sensor works while its readings come. Working days are those of the French calendar, without the site’s closures.',
  availabilitySpan: 'Time shown',
  availabilityDays: { 30: '30 days', 365: '365 days' },
  availabilityKnown: 'Over {days} days: in service {total} of the time, {working} on working days.',
  availabilityKnownAll: 'Over {days} days: in service {total} of the time.',
  availabilityNothing: 'Over {days} days, no reading says whether this works.',
  availabilityUnknown: 'Nothing is known of {unknown} of the time.',
  availabilityMaintenance: 'Maintenance, {maintenance} of the time, does not count.',
  availabilityDay: 'Day',
  availabilityUp: 'In service',
  availabilityDown: 'Failed',
  availabilityWorkingDay: 'working day',

  maintenances: 'Maintenance',
  maintenancesLead:
    'Work announced over the past year, and to come. During maintenance alerts are kept but not sent, and availability does not suffer, even when it is announced afterwards.',
  maintenancesNone: 'No maintenance is announced.',
  maintenanceAdd: 'Announce maintenance',
  maintenanceWhere: 'Where',
  maintenanceWhy: 'Why',
  maintenanceBy: 'Announced by',
  maintenanceFrom: 'From',
  maintenanceTo: 'To',
  maintenanceSpan: 'from {from} to {to}',
  maintenanceWeekly: 'Every week at the same hours',
  maintenanceUntil: 'Until',
  maintenanceWeeklyUntil: 'then every week until {until}',
  maintenanceRunning: 'Under way',
  maintenanceComing: 'To come',
  maintenanceOver: 'Over',
  maintenanceRemove: 'Delete',
  maintenanceRemoveSure: 'Delete this maintenance? Its time will count again in availability.',
  maintenanceChooseOrganisation: 'Choose an organisation',
  maintenanceScopes: { organisation: 'An organisation', site: 'A site', device: 'A device' },
  maintenanceScope: 'What it concerns',

  line: 'Line',
  lineContract: 'Contract reference',
  lineSupport: 'Support',
  lineCall: 'If the line is cut, call {operator} on {support}.',
  lineCallOperator: 'If the line is cut, call {operator}.',
  lineCallContract: 'Reference to give: {contract}.',
};
