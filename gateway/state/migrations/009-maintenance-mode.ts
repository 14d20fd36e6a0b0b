/** What announced work does to alerts. */
export const maintenanceMode = `
alter table maintenances add column mode text not null default 'mute' check (mode in ('skip', 'mute', 'run'));
`;
