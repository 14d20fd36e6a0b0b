/** Rules that technicians made while Vigie runs. */
export const rules = `
create table rules (
  key text primary key, body text not null, by text not null, changed_at integer not null
) strict, without rowid;
`;
