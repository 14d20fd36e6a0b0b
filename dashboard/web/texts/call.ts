import type { Service } from '../../../devices/territory.ts';
import { type Language, setFrench } from './words.ts';

const fr = {
  sites: 'Sites',
  equipment: 'Matériel',
  people: 'Contacts',
  changed: 'Depuis 24 heures',
  services: 'Services souscrits',
  line: 'Ligne',
  contract: 'Contrat',
  support: 'Assistance',
  noContacts: 'Aucun contact. Ils se déclarent dans le territoire, sous « contacts ».',
  noChange: 'Rien n’a changé.',
  notSubscribed: 'Non souscrit',
  nothingYet: 'Souscrit, rien n’est encore raccordé',
  names: {
    server: 'Serveur',
    backup: 'Sauvegarde',
    antivirus: 'Antivirus',
    firewall: 'Pare-feu',
    wifi: 'Wi-Fi public',
    line: 'Liaison',
    mail: 'Messagerie',
    web: 'Site web',
    software: 'Logiciels métier',
    energy: 'Suivi des bâtiments',
  } satisfies Record<Service, string>,
  lastGood: 'dernière bonne {age}',
  troubleBegan: '{device} ne répond plus',
  fellSilent: '{device} s’est tu',
  worked: 'Maintenance : {reason}',
  backedUp: 'Sauvegarde réussie de {client}',
  devicesOf: '{count} équipements',
  devicesOfOne: '1 équipement',
  onDuty: 'Permanence téléphonique : {who}',
  more: 'et {count} autres',
  treat: 'Traiter les alertes',
};
export type CallWords = typeof fr;

const en: CallWords = {
  sites: 'Sites',
  equipment: 'Equipment',
  people: 'Contacts',
  changed: 'In the last 24 hours',
  services: 'Services subscribed',
  line: 'Line',
  contract: 'Contract',
  support: 'Support',
  noContacts: 'No contact. They are declared in the territory, under “contacts”.',
  noChange: 'Nothing changed.',
  notSubscribed: 'Not subscribed',
  nothingYet: 'Subscribed, nothing connected yet',
  names: {
    server: 'Server',
    backup: 'Backup',
    antivirus: 'Antivirus',
    firewall: 'Firewall',
    wifi: 'Public Wi-Fi',
    line: 'Line',
    mail: 'Mail',
    web: 'Web site',
    software: 'Business software',
    energy: 'Buildings watched',
  },
  lastGood: 'last good one {age}',
  troubleBegan: '{device} does not answer any more',
  fellSilent: '{device} fell silent',
  worked: 'Maintenance: {reason}',
  backedUp: 'Good backup of {client}',
  devicesOf: '{count} devices',
  devicesOfOne: '1 device',
  onDuty: 'On duty: {who}',
  more: 'and {count} more',
  treat: 'Handle the alerts',
};
const french = setFrench(fr);

/** What the page for a call says; loaded with it alone. */
export function callWordsOf(language: Language): CallWords {
  return language === 'fr' ? french : en;
}
