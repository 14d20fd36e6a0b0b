import type { backupsFr } from './backups-fr.ts';

export const backupsEn: typeof backupsFr = {
  backups: 'Backups',
  backupClient: 'Server',
  lastGood: 'Last good',
  backupSize: 'Size',
  backupTook: 'Took',
  backupLate: 'Late',
  neverGood: 'none known',
  backupsWell: 'Everything is backed up. The oldest good backup is {age} old.',
  backupsOf: '{good} of {all} in order.',
  otherSites: '{count} more sites have no meter and no sensor: search their name, or open their organisation.',
  organisationEmpty: 'Nothing of this organisation is watched.',
};
