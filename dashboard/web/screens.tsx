import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Overview } from './pages/overview.tsx';
import { Bones } from './parts/bones.tsx';
import { NotFound } from './parts/not-found.tsx';
import { Trouble } from './parts/trouble.tsx';
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
  maintenances: async () => (await import('./pages/maintenances.tsx')).MaintenancesPage,
  notifications: async () => (await import('./pages/notices.tsx')).NoticesPage,
  permanence: async () => (await import('./pages/duty.tsx')).DutyPage,
  refuses: async () => (await import('./pages/refused.tsx')).RefusedPage,
};

/** The page that the address bar names. */
export function Screens() {
  const { path } = usePlace();
  const { session } = useWorld();
  const [, folder = '', id = '', rest] = path.split('/');
  if (path === '/') return <Overview />;
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
  if (path === '/maintenances') return <Later key={path} load={later.maintenances} id="" />;
  if (path === '/decouverte' && technician) return <Later key={path} load={later.decouverte} id="" />;
  if (path === '/notifications' && (technician || session.role === 'responsable'))
    return <Later key={path} load={later.notifications} id="" />;
  if (path === '/permanence' && technician) return <Later key={path} load={later.permanence} id="" />;
  if (path === '/refuses' && technician) return <Later key={path} load={later.refuses} id="" />;
  return <NotFound />;
}

/** A part of the application that loads when it is first shown. */
export function Later<P extends object>({ load, ...props }: { load: () => Promise<ComponentType<P>> } & P) {
  const [page, setPage] = useState<{ screen?: ComponentType<P>; error?: unknown }>({});
  const fetchIt = () =>
    load().then(
      (screen) => setPage({ screen }),
      (error: unknown) => setPage({ error }),
    );
  // keyed by the path, mounted once for each
  useEffect(() => void fetchIt(), []);
  if (page.error !== undefined) return <Trouble error={page.error} again={() => void fetchIt()} />;
  if (page.screen === undefined) return <Bones />;
  // The border of the rest pattern: what is left of the props is P.
  return <page.screen {...(props as unknown as P)} />;
}
