import type { Text } from '../metric.ts';
import type { MetricRule } from './common-rules.ts';
import type { WrittenCondition } from './rule-kinds.ts';

type Grades = Extract<WrittenCondition, { kind: 'state' }>['is'];

/** A state that should be 1: degraded is a warning, bad is critical, unless said. */
function health(
  id: string,
  say: Text,
  { hold = '5m', is = { warning: 0.5, critical: 0 } }: { hold?: string; is?: Grades } = {},
): MetricRule {
  return { id, kind: 'state', is, for: hold, clearFor: hold, say };
}

/** What is judged of the machines that serve a building, wherever it is measured. */
export const machineRules: Readonly<Record<string, readonly MetricRule[]>> = {
  'device.up': [
    {
      ...{
        id: 'lost-contact',
        kind: 'state',
        is: 0,
        severity: 'critical',
        for: '5m',
        clearFor: '2m',
        lostContact: true,
      },
      say: { fr: 'Ne répond plus', en: 'No longer answers' },
    },
  ],
  'host.cpu': [
    {
      ...{ id: 'cpu', kind: 'threshold', above: 95, clear: 85, for: '30m', clearFor: '10m' },
      say: { fr: 'Processeur saturé', en: 'Processor saturated' },
    },
  ],
  'host.memory': [
    {
      ...{ id: 'memory', kind: 'threshold', above: { warning: 92, critical: 98 }, clear: 88 },
      ...{ for: '30m', clearFor: '10m' },
      say: { fr: 'Mémoire saturée', en: 'Memory saturated' },
    },
  ],
  'host.swap': [
    {
      ...{ id: 'swap', kind: 'threshold', above: 70, clear: 60, for: '1h', clearFor: '30m' },
      say: { fr: 'Mémoire d’échange très utilisée', en: 'Swap much used' },
    },
  ],
  'host.updates': [
    {
      ...{ id: 'updates', kind: 'threshold', above: 0, for: '14d' },
      say: { fr: 'Mises à jour en attente depuis 14 jours', en: 'Updates pending for 14 days' },
    },
  ],
  'host.uptime': [
    {
      ...{ id: 'restarted', kind: 'threshold', below: 900, severity: 'information' },
      say: { fr: 'A redémarré', en: 'Has restarted' },
    },
  ],
  'host.temperature': [
    {
      ...{ id: 'machine-hot', kind: 'threshold', above: { warning: 75, critical: 85 }, clear: 70 },
      ...{ for: '10m', clearFor: '10m' },
      say: { fr: 'Machine trop chaude', en: 'Machine too hot' },
    },
  ],
  'device.temperature': [
    {
      ...{ id: 'plug-hot', kind: 'threshold', above: { warning: 75, critical: 90 }, clear: 65 },
      ...{ for: '5m', clearFor: '10m' },
      say: { fr: 'Prise trop chaude', en: 'Plug too hot' },
    },
  ],
  'host.health': [health('hardware', { fr: 'Panne matérielle', en: 'Hardware failure' })],
  'power.health': [health('power-supply', { fr: 'Alimentation en défaut', en: 'Power supply failed' })],
  'fan.health': [health('fan', { fr: 'Ventilateur en défaut', en: 'Fan failed' })],
  'disk.used': [
    {
      ...{ id: 'disk-used', kind: 'threshold', above: { warning: 90, critical: 95 }, clear: 88 },
      ...{ for: '15m', clearFor: '15m' },
      say: { fr: 'Disque presque plein', en: 'Disk almost full' },
    },
    // as the audit of a server judges it
    {
      ...{ id: 'disk-fills', kind: 'forecast', days: { warning: 90, critical: 14 }, clear: 120, rises: 100, for: '1d' },
      say: { fr: 'Disque bientôt plein', en: 'Disk soon full' },
    },
  ],
  'disk.health': [health('disk-health', { fr: 'Disque en défaut', en: 'Disk failed' })],
  'disk.temperature': [
    {
      ...{ id: 'disk-hot', kind: 'threshold', above: { warning: 55, critical: 65 }, clear: 50 },
      ...{ for: '30m', clearFor: '30m' },
      say: { fr: 'Disque trop chaud', en: 'Disk too hot' },
    },
  ],
  'volume.health': [health('volume-health', { fr: 'Volume dégradé', en: 'Volume degraded' })],
  // a port of a desk is down every evening: a link that matters is named in the territory with its own severity
  'interface.up': [
    health(
      'interface-down',
      { fr: 'Interface hors service', en: 'Interface down' },
      { hold: '10m', is: { information: 0 } },
    ),
  ],
  'interface.errors': [
    {
      ...{ id: 'interface-errors', kind: 'threshold', above: 10, clear: 2, for: '15m', clearFor: '30m' },
      say: { fr: 'Erreurs sur une interface', en: 'Errors on an interface' },
    },
  ],
  'wifi.up': [
    health(
      'access-point-down',
      { fr: 'Borne Wi-Fi hors service', en: 'Access point down' },
      { hold: '10m', is: { warning: 0 } },
    ),
  ],
  'wifi.channelUse': [
    {
      ...{ id: 'channel-busy', kind: 'threshold', above: 80, clear: 65, severity: 'information' },
      ...{ for: '1h', clearFor: '30m' },
      say: { fr: 'Canal Wi-Fi saturé', en: 'Wi-Fi channel saturated' },
    },
  ],
  'hotspot.service': [health('portal-service', { fr: 'Service du portail arrêté', en: 'Portal service stopped' })],
  // who offers a hotspot must keep its log for a year (CPCE L34-1): a log that stopped is made good by nobody
  'hotspot.log': [
    health(
      'portal-log',
      { fr: 'Journal légal du portail arrêté', en: 'Legal log of the portal stopped' },
      { is: { critical: [0, 0.5] } },
    ),
  ],
  'hotspot.health': [health('portal-failover', { fr: 'Secours du portail en défaut', en: 'Portal fail-over failed' })],
  'firewall.service': [
    health('firewall-service', { fr: 'Service du pare-feu arrêté', en: 'Firewall service stopped' }),
  ],
  'firewall.licence': [
    health(
      'firewall-licence',
      { fr: 'Licence du pare-feu inactive', en: 'Firewall licence not active' },
      { hold: '1h', is: { information: 0.5, warning: 0 } },
    ),
  ],
  'firewall.licenceDays': [
    {
      ...{ id: 'licence-days', kind: 'forecast', days: { information: 60, warning: 30, critical: 7 }, clear: 61 },
      ...{ for: '1h', clearFor: '1h' },
      say: { fr: 'Licence du pare-feu bientôt expirée', en: 'Firewall licence soon expires' },
    },
  ],
  'firewall.pair': [health('firewall-pair', { fr: 'Haute disponibilité dégradée', en: 'High availability degraded' })],
  'firewall.peer': [
    health('firewall-peer', { fr: 'L’autre pare-feu de la paire en défaut', en: 'The pair’s other unit failed' }),
  ],
  'vpn.up': [
    health(
      'vpn-down',
      { fr: 'Tunnel VPN coupé', en: 'VPN tunnel down' },
      { hold: '10m', is: { information: 0.5, warning: 0 } },
    ),
  ],
  'ups.mains': [
    health(
      'on-battery',
      { fr: 'Coupure de courant : sur batterie', en: 'Power cut: on battery' },
      { hold: '30s', is: { information: 0.5, critical: 0 } },
    ),
  ],
  'ups.charge': [
    {
      ...{ id: 'ups-charge', kind: 'threshold', below: { warning: 80, critical: 50 }, clear: 85 },
      ...{ for: '1m', clearFor: '10m' },
      say: { fr: 'Batterie d’onduleur déchargée', en: 'UPS battery low' },
    },
  ],
  'ups.runtime': [
    {
      ...{ id: 'ups-runtime', kind: 'threshold', below: { warning: 8, critical: 4 }, clear: 10 },
      ...{ for: '1m', clearFor: '10m' },
      say: { fr: 'Autonomie d’onduleur trop courte', en: 'UPS run time too short' },
    },
  ],
  'ups.load': [
    {
      ...{ id: 'ups-load', kind: 'threshold', above: { warning: 80, critical: 95 }, clear: 75 },
      ...{ for: '10m', clearFor: '10m' },
      say: { fr: 'Onduleur surchargé', en: 'UPS overloaded' },
    },
  ],
  'ups.health': [health('ups-battery', { fr: 'Batterie d’onduleur à remplacer', en: 'UPS battery to replace' })],
  'ups.temperature': [
    {
      ...{ id: 'ups-hot', kind: 'threshold', above: { warning: 40, critical: 50 }, clear: 37 },
      ...{ for: '30m', clearFor: '30m' },
      say: { fr: 'Onduleur trop chaud', en: 'UPS too hot' },
    },
  ],
  'http.up': [health('site-down', { fr: 'Site web hors service', en: 'Web site down' }, { hold: '3m' })],
  'http.latency': [
    {
      ...{ id: 'site-slow', kind: 'threshold', above: 5_000, clear: 3_000, for: '15m', clearFor: '15m' },
      say: { fr: 'Site web lent', en: 'Web site slow' },
    },
  ],
  'tcp.up': [health('service-down', { fr: 'Service injoignable', en: 'Service out of reach' }, { hold: '3m' })],
  'dns.up': [
    health('name-lost', { fr: 'Nom de domaine non résolu', en: 'Domain name does not resolve' }, { hold: '10m' }),
  ],
  'icmp.loss': [
    {
      ...{ id: 'packet-loss', kind: 'threshold', above: 20, clear: 5, for: '10m', clearFor: '10m' },
      say: { fr: 'Paquets perdus', en: 'Packets lost' },
    },
  ],
  // certificates that renew by themselves do so a month before their end
  'tls.days': [
    {
      ...{ id: 'certificate-days', kind: 'forecast', days: { information: 20, warning: 10, critical: 3 }, clear: 21 },
      ...{ for: '1h', clearFor: '1h' },
      say: { fr: 'Certificat bientôt expiré', en: 'Certificate soon expires' },
    },
  ],
  // 1 is running: the night before counts until it has ended
  'backup.state': [
    {
      ...{ id: 'backup', kind: 'state', is: { warning: 2, critical: 3 }, passing: 1, for: '30m', clearFor: '30m' },
      say: { fr: 'Sauvegarde en échec', en: 'Backup failed' },
    },
    {
      ...{ id: 'backup-missing', kind: 'state', is: { critical: 4 }, passing: 1, for: '30m', clearFor: '30m' },
      say: { fr: 'Sauvegarde manquante', en: 'Backup missing' },
    },
  ],
  // 6 h: told before people come; 30 h: the second night (25 h and 49 h in the field); eight days as in the audit
  'backup.age': [
    {
      ...{ id: 'backup-age', kind: 'late', hours: { warning: 6, critical: 30 }, atMost: 192 },
      say: { fr: 'Pas de bonne sauvegarde récente', en: 'No recent good backup' },
    },
  ],
  'backup.bytes': [
    {
      ...{ id: 'backup-size', kind: 'size', least: 0.5, most: 2, floor: 1e9 },
      say: { fr: 'Taille de sauvegarde inhabituelle', en: 'Unusual size of a backup' },
    },
  ],
  'backup.capacity': [
    {
      ...{
        id: 'backup-fills',
        kind: 'forecast',
        days: { warning: 90, critical: 30 },
        clear: 120,
        rises: 100,
        for: '1d',
      },
      say: { fr: 'Sauvegardes bientôt pleines', en: 'Backups soon full' },
    },
    {
      ...{ id: 'backup-capacity', kind: 'threshold', above: { warning: 80, critical: 90 }, clear: 78 },
      ...{ for: '1h', clearFor: '1h' },
      say: { fr: 'Sauvegardes presque pleines', en: 'Backups almost full' },
    },
  ],
  'backup.health': [
    health('backup-system', { fr: 'Grille de sauvegarde en défaut', en: 'Backup grid failed' }, { hold: '20m' }),
  ],
  'backup.scheduler': [
    health(
      'backup-scheduler',
      { fr: 'Planificateur de sauvegardes arrêté', en: 'Backup scheduler stopped' },
      { hold: '20m' },
    ),
  ],
  'antivirus.health': [
    health('antivirus', { fr: 'Ordinateur mal protégé', en: 'Computer badly protected' }, { hold: '1h' }),
  ],
  'antivirus.threats': [
    {
      ...{ id: 'threats', kind: 'threshold', above: 0, severity: 'critical' },
      say: { fr: 'Menace en cours', en: 'Open threat' },
    },
  ],
  'antivirus.unprotected': [
    {
      ...{ id: 'unprotected', kind: 'threshold', above: 0, for: '1d', clearFor: '1h' },
      say: { fr: 'Ordinateurs sans protection', en: 'Computers without protection' },
    },
  ],
  'antivirus.unsupported': [
    {
      ...{ id: 'unsupported', kind: 'threshold', above: 0, severity: 'information', for: '7d', clearFor: '1d' },
      say: { fr: 'Systèmes en fin de support', en: 'Systems out of support' },
    },
  ],
};
