import type { Attach } from '../../dashboard/contract/inbox.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { parseNativeTopic } from '../../devices/message.ts';
import { parseSnmpAddress } from '../../devices/snmp-address.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Inbox, KeptMessages } from '../../gateway/domain/inbox.ts';
import type { Sender } from '../../gateway/domain/intake.ts';
import type { Intake } from '../../gateway/intake/intake.ts';

/** What was kept of a discovered device was allowed when it came. */
const sender: Sender = { id: 'discovery', mayPublish: () => true, mayWrite: () => true };

/** Gives a discovered device its place in the territory, then takes in what was kept of it. */
export function createAttach(parts: {
  inbox: Pick<Inbox, 'kept' | 'forget'>;
  intake: Pick<Intake, 'offer' | 'registered'>;
  territory: () => Territory;
  /** names of the credentials that the settings give */
  credentials: readonly string[];
  /** keeps a device beside those of the files; the territory holds it on return */
  save: (device: Device) => Promise<void>;
}) {
  let turn: Promise<unknown> = Promise.resolve();

  // one at a time: of two that attach the same discovery the second finds it gone
  return function attachInTurn(id: number, target: Attach): Promise<{ device: string }> {
    const mine = turn.then(() => attach(id, target));
    turn = mine.catch(() => undefined);
    return mine;
  };

  async function attach(id: number, target: Attach): Promise<{ device: string }> {
    const { address } = await keptOf(id);
    const device = 'device' in target ? known(target.device, address) : made(target, address);
    await parts.save(device);
    // what came before the territory had the device is in the inbox from here on, what comes later goes to the device
    await parts.intake.registered();
    const { messages } = await keptOf(id);
    // a crash here leaves the discovery in the inbox: attaching again takes the same readings in again, which changes nothing
    await Promise.all(
      messages.map(
        ({ time, topic, payload }) =>
          new Promise<void>((resolve) => {
            parts.intake.offer(sender, topic, payload, resolve, { arrival: time });
          }),
      ),
    );
    await parts.inbox.forget(id);
    return { device: device.id };
  }

  async function keptOf(id: number): Promise<KeptMessages> {
    const kept = await parts.inbox.kept(id);
    if (kept === undefined) throw new VigieError('not_found', `there is no discovered device ${id}`);
    return kept;
  }

  function known(id: string, address: string): Device {
    const device = parts.territory().devices.get(id);
    if (device === undefined) throw new VigieError('not_found', `no device has the id "${id}"`);
    if (device.address !== undefined && device.address !== address) {
      throw new VigieError('conflict', `device "${id}" already answers to ${device.address}`);
    }
    return { ...device, address };
  }

  function made(target: Exclude<Attach, { device: string }>, address: string): Device {
    const { sites, devices } = parts.territory();
    const type = catalogue.get(target.type);
    if (type === undefined) throw new VigieError('invalid', `the catalogue has no type "${target.type}"`);
    if (!sites.has(target.site)) throw new VigieError('not_found', `no site has the id "${target.site}"`);
    const native = parseNativeTopic(`vigie/v1/${address.replace('native:', '')}`);
    const id = target.id ?? native?.device ?? freeId(target.name, devices);
    if (devices.has(id))
      throw new VigieError('conflict', `"${id}" is a device already: attach to it, or take another id`);
    const { credentials } = target;
    if (credentials !== undefined && !parts.credentials.includes(credentials)) {
      throw new VigieError('invalid', `collector.credentials has no "${credentials}"`);
    }
    const isAsked = type.source.kind === 'snmp';
    if (isAsked !== (parseSnmpAddress(address) !== undefined)) {
      const words = isAsked ? 'is asked over SNMP, which' : 'is not asked over SNMP, as';
      throw new VigieError('invalid', `a ${target.type} ${words} ${address} is${isAsked ? ' not' : ''}`);
    }
    if (isAsked && credentials === undefined) {
      throw new VigieError('invalid', `a ${target.type} is asked over SNMP: choose its credentials`);
    }
    const { name, site } = target;
    return { id, name, site, type: target.type, address, ...(isAsked && credentials !== undefined && { credentials }) };
  }
}

/** An id of a name's letters and digits, numbered where it is taken. */
function freeId(name: string, taken: Territory['devices']): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain =
    letters
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 56) || 'equipement';
  if (!taken.has(plain)) return plain;
  let number = 2;
  while (taken.has(`${plain}-${number}`)) number++;
  return `${plain}-${number}`;
}
