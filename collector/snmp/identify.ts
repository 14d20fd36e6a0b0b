import type { DeviceType } from '../../devices/device-type.ts';
import type { SnmpIdentity } from '../../devices/snmp.ts';
import type { Session } from './session.ts';

const sysDescr = '1.3.6.1.2.1.1.1.0';
const sysObjectID = '1.3.6.1.2.1.1.2.0';
const sysName = '1.3.6.1.2.1.1.5.0';
const sysLocation = '1.3.6.1.2.1.1.6.0';

/** What an agent says of itself, and the types that it could be, the likeliest first. */
export interface Identified {
  readonly sysDescr: string;
  readonly sysObjectID: string;
  readonly sysName: string;
  readonly sysLocation: string;
  readonly candidates: readonly { readonly type: string; readonly why: readonly string[] }[];
}

/** Compares an agent with every type of the catalogue: all that a type says of itself must hold, the longest OIDs win. Throws `SnmpTrouble`. */
export async function identify(session: Session, catalogue: ReadonlyMap<string, DeviceType>): Promise<Identified> {
  const asked = await session.get([sysDescr, sysObjectID, sysName, sysLocation]);
  const said = new Map(asked.map(({ oid, value }) => [oid, value]));
  const text = (oid: string) => String(said.get(oid) ?? '');
  const found: { type: string; why: string[]; arcs: readonly [number, number] }[] = [];
  const below = new Map<string, boolean>();
  for (const { id, source } of catalogue.values()) {
    if (source.kind !== 'snmp') continue;
    const judged = judge(source.is, text(sysDescr), text(sysObjectID));
    if (judged === undefined) continue;
    const { answers } = source.is;
    if (answers !== undefined) {
      const known = below.get(answers) ?? (await hasBelow(session, answers));
      below.set(answers, known);
      if (!known) continue;
      judged.why.push(`answers below ${answers}`);
    }
    found.push({ type: id, why: judged.why, arcs: [judged.arcs, arcsOf(answers ?? '')] });
  }
  found.sort((a, b) => b.arcs[0] - a.arcs[0] || b.arcs[1] - a.arcs[1]);
  return {
    sysDescr: text(sysDescr),
    sysObjectID: text(sysObjectID),
    sysName: text(sysName),
    sysLocation: text(sysLocation),
    candidates: found.map(({ type, why }) => ({ type, why })),
  };
}

/** Why the two texts fit, and how closely; undefined where they don't. */
function judge(is: SnmpIdentity, description: string, objectID: string): { why: string[]; arcs: number } | undefined {
  const why: string[] = [];
  let arcs = 0;
  if (is.sysObjectID !== undefined) {
    const prefix = is.sysObjectID.find((oid) => objectID === oid || objectID.startsWith(`${oid}.`));
    if (prefix === undefined) return undefined;
    arcs = arcsOf(prefix);
    why.push(`sysObjectID is ${objectID}`);
  }
  if (is.sysDescr !== undefined) {
    if (!new RegExp(is.sysDescr, 'u').test(description)) return undefined;
    why.push(`sysDescr matches /${is.sysDescr}/`);
  }
  return { why, arcs };
}

async function hasBelow(session: Session, oid: string): Promise<boolean> {
  const [column = []] = await session.following([oid], 1);
  return column.some((one) => !one.isAbsent && one.oid.startsWith(`${oid}.`));
}

function arcsOf(oid: string): number {
  return oid.split('.').length;
}
