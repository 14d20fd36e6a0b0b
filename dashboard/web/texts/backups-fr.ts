/** Sauvegardes et page d'une collectivité. */
export const backupsFr = {
  backups: 'Sauvegardes',
  backupClient: 'Serveur',
  lastGood: 'Dernière bonne',
  backupSize: 'Taille',
  backupTook: 'Durée',
  backupLate: 'En retard',
  neverGood: 'aucune connue',
  backupsWell: 'Tout est sauvegardé. La plus ancienne bonne sauvegarde a {age}.',
  backupsOf: '{good} sur {all} en ordre.',
  otherSites: '{count} autres sites n’ont ni compteur ni capteur : cherchez leur nom, ou ouvrez leur collectivité.',
  organisationEmpty: 'Rien n’est suivi pour cette collectivité.',
};
