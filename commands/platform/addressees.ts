import type { Config } from '../../config.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Person, Receiver } from '../../gateway/alert/telling/listener.ts';
import type { Channel, TellingPlace } from '../../gateway/domain/notice.ts';
import { type PersonalChannel, usualWishes } from '../../gateway/domain/wish.ts';
import type { Recipient } from '../../gateway/notify/sending.ts';
import type { Wisher } from '../../gateway/state/create-wishes.ts';

/** A person as notices are decided for them. */
export function personOf({ user, wishes, browsers }: Wisher, channels: readonly PersonalChannel[]): Person {
  const has: Readonly<Record<PersonalChannel, boolean>> = {
    mail: true,
    sms: wishes.phone !== undefined,
    ntfy: wishes.ntfyTopic !== undefined,
    push: browsers > 0,
  };
  return {
    id: user.id,
    email: user.email,
    role: user.role,
    ...(user.role === 'responsable' && { organisations: user.organisations }),
    wishes: { ...usualWishes(user.role), ...wishes },
    reachable: channels.filter((channel) => has[channel]),
  };
}

/** Where somebody reads what a channel brings; undefined where it no longer leads to them. */
export function recipientOf({ user, wishes }: Wisher, channel: Channel): Recipient | undefined {
  const reader = {
    language: wishes.language,
    role: user.role,
    ...(user.role === 'responsable' && { organisations: user.organisations }),
  };
  if (channel === 'mail') return { address: user.email, ...reader };
  if (channel === 'push') return { address: '', ...reader };
  const address = channel === 'sms' ? wishes.phone : wishes.ntfyTopic;
  return address === undefined ? undefined : { address, ...reader };
}

/** The programs and topics that the configuration names. */
export function receiversOf({ notify }: Pick<Config, 'notify'>): Receiver[] {
  type Setting = Config['notify']['webhooks'][string];
  const receiver = (
    kind: Receiver['channel'],
    name: string,
    { severities, organisations, language }: Pick<Setting, 'severities' | 'organisations' | 'language'>,
    inHours = false,
  ): Receiver => ({
    id: `${kind}/${name}`,
    channel: kind,
    severities,
    ...(organisations !== undefined && { organisations }),
    language,
    inHours,
  });
  return [
    ...Object.entries(notify.webhooks).map(([name, one]) => receiver('webhook', name, one)),
    ...Object.entries(notify.alertmanagers).map(([name, one]) => receiver('alertmanager', name, one)),
    ...Object.entries(notify.ntfy?.topics ?? {}).map(([name, one]) =>
      receiver('ntfy', name, one, one.hours === 'opening'),
    ),
  ];
}

/** Where a program or a topic is told; undefined for one that is no longer named. */
export function receiverAs(
  receivers: readonly Receiver[],
  { ntfy }: Config['notify'],
  to: string,
): Recipient | undefined {
  const receiver = receivers.find(({ id }) => id === to);
  if (receiver === undefined) return undefined;
  const topic = to.startsWith('ntfy/') ? ntfy?.topics[to.slice('ntfy/'.length)]?.topic : '';
  return topic === undefined ? undefined : { address: topic, language: receiver.language };
}

/** Where a device stands, by its names; undefined for one that is no longer there. */
export function placeOf({ devices, sites, organisations }: Territory, id: string): TellingPlace | undefined {
  const device = devices.get(id);
  const site = sites.get(device?.site ?? '');
  const organisation = organisations.get(site?.organisation ?? '');
  if (device === undefined || site === undefined || organisation === undefined) return undefined;
  return {
    organisation: { id: organisation.id, name: organisation.name },
    site: { id: site.id, name: site.name },
    device: { id, name: device.name },
    timeZone: site.timeZone,
    ...(site.fewStaff && { fewStaff: true }),
  };
}
