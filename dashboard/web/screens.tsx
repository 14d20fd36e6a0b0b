import { Overview } from './pages/overview.tsx';
import { Later } from './parts/later.tsx';
import { NotFound } from './parts/not-found.tsx';
import { usePlace } from './router.ts';
import { useWorld } from './world.ts';

/** Pages that load when first opened; each gets the last part of the path. */
const later = {
  sites: async () => (await import('./pages/site.tsx')).SitePage,
  organisations: async () => (await import('./pages/organisation.tsx')).OrganisationPage,
  devices: async () => (await import('./pages/device.tsx')).DevicePage,
  audit: async () => (await import('./pages/server-audit.tsx')).ServerAuditPage,
  administration: async () => (await import('./pages/administration.tsx')).Administration,
  decouverte: async () => (await import('./pages/discovery.tsx')).Discovery,
  compte: async () => (await import('./pages/account.tsx')).AccountPage,
  bienvenue: async () => (await import('./welcome/welcome.tsx')).WelcomePage,
  carte: async () => (await import('./map/map.tsx')).MapPage,
  alertes: async () => (await import('./alerts/inbox.tsx')).AlertsPage,
  alerte: async () => (await import('./alerts/page.tsx')).AlertPage,
  regles: async () => (await import('./rules/page.tsx')).RulesPage,
  maintenances: async () => (await import('./pages/maintenances.tsx')).MaintenancesPage,
  notifications: async () => (await import('./pages/notices.tsx')).NoticesPage,
  permanence: async () => (await import('./pages/duty.tsx')).DutyPage,
  mairie: async () => (await import('./mairie/mairie.tsx')).MairiePage,
  batiment: async () => (await import('./mairie/building.tsx')).BuildingPage,
  releves: async () => (await import('./mairie/entries.tsx')).EntriesPage,
  travaux: async () => (await import('./mairie/works.tsx')).WorksPage,
  tickets: async () => (await import('./tickets/tickets.tsx')).TicketsPage,
  ticket: async () => (await import('./tickets/ticket.tsx')).TicketPage,
  ticketStatistics: async () => (await import('./tickets/statistics.tsx')).TicketStatisticsPage,
  handover: async () => (await import('./tickets/handover.tsx')).HandoverPage,
  refuses: async () => (await import('./pages/refused.tsx')).RefusedPage,
};

/** The page that the address bar names. */
export function Screens() {
  const { path } = usePlace();
  const { session } = useWorld();
  const [, folder = '', id = '', rest] = path.split('/');
  // a mairie begins with its own page; the territory is one step further
  const mairie = session.role === 'responsable' || session.role === 'agent';
  if (path === '/mairie' || (path === '/' && mairie)) return <Later key="mairie" load={later.mairie} />;
  if (folder === 'mairie' && id !== '' && rest === undefined) return <Later key={path} load={later.batiment} id={id} />;
  if (folder === 'mairie' && path === `/mairie/${id}/travaux`) return <Later key={path} load={later.travaux} id={id} />;
  if (folder === 'mairie' && path === `/mairie/${id}/releves`) return <Later key={path} load={later.releves} id={id} />;
  if (path === '/' || path === '/territoire') return <Overview />;
  const technician = session.role === 'technician' || session.role === 'administrator';
  if (rest === undefined && id !== '' && folder === 'sites') return <Later key={path} load={later.sites} id={id} />;
  if (rest === undefined && id !== '' && folder === 'organisations')
    return <Later key={path} load={later.organisations} id={id} />;
  if (rest === undefined && id !== '' && folder === 'devices') return <Later key={path} load={later.devices} id={id} />;
  if (folder === 'devices' && id !== '' && path === `/devices/${id}/audit`)
    return <Later key={path} load={later.audit} id={id} />;
  if (path === '/administration' && session.role === 'administrator')
    return <Later key={path} load={later.administration} id="" />;
  // a token has no account
  if (path === '/compte' && session.email !== undefined) return <Later key={path} load={later.compte} id="" />;
  if (path === '/bienvenue' && session.role === 'administrator')
    return <Later key={path} load={later.bienvenue} id="" />;
  if (path === '/carte') return <Later key={path} load={later.carte} id="" />;
  if (path === '/alertes') return <Later key={path} load={later.alertes} id="" />;
  if (rest === undefined && id !== '' && folder === 'alertes') return <Later key={path} load={later.alerte} id={id} />;
  if (path === '/regles' && session.role !== 'screen') return <Later key={path} load={later.regles} id="" />;
  if (path === '/maintenances') return <Later key={path} load={later.maintenances} id="" />;
  if (path === '/decouverte' && technician) return <Later key={path} load={later.decouverte} id="" />;
  if (path === '/notifications' && (technician || session.role === 'responsable'))
    return <Later key={path} load={later.notifications} id="" />;
  if (path === '/permanence' && technician) return <Later key={path} load={later.permanence} id="" />;
  if (path === '/refuses' && technician) return <Later key={path} load={later.refuses} id="" />;
  if (session.role !== 'screen') {
    if (path === '/tickets') return <Later key={path} load={later.tickets} id="" />;
    if (path === '/tickets/statistiques' && session.role !== 'agent')
      return <Later key={path} load={later.ticketStatistics} id="" />;
    if (path === '/tickets/passation' && technician) return <Later key={path} load={later.handover} id="" />;
    if (folder === 'tickets' && rest === undefined && /^\d{1,15}$/.test(id))
      return <Later key={path} load={later.ticket} id={id} />;
  }
  return <NotFound />;
}
