import type { Courier, DueNotice, NewNotice, Told } from '../../gateway/domain/notice.ts';

/** What a notice says, of a leak in the town hall of Tartas. */
export function toldOf(more: Partial<Told> = {}): Told {
  return {
    alert: 'fuite-1',
    transition: 1,
    is: 'raised',
    at: Date.UTC(2026, 2, 3, 1, 10),
    why: 'first',
    rule: 'water-leak',
    instance: '',
    severity: 'critical',
    active: true,
    since: Date.UTC(2026, 2, 3, 1, 10),
    value: 18,
    place: {
      organisation: { id: 'tartas', name: 'Tartas' },
      site: { id: 'mairie-tartas', name: 'Mairie' },
      device: { id: 'eau', name: 'Compteur d’eau' },
      timeZone: 'Europe/Paris',
    },
    words: {
      title: 'Fuite d’eau probable',
      reason: '18 L/h la nuit, soit 0,43 m³ par jour ; d’habitude l’eau ne coule pas.',
      cost: '11 € par semaine',
      advice: 'Fermez le robinet d’arrêt et regardez si le compteur tourne encore.',
    },
    ...more,
  };
}

/** A decision to tell that. */
export function notice(more: Partial<Extract<NewNotice, { tell: true }>> = {}): NewNotice {
  const told = more.told ?? toldOf();
  return {
    alert: told.alert,
    transition: told.transition,
    is: told.is,
    to: 'marie',
    channel: 'mail',
    organisation: 'tartas',
    device: 'eau',
    tell: true,
    why: told.why,
    at: 0,
    digest: false,
    unlessTaken: false,
    told,
    ...more,
  };
}

export function dueOf(told: Told, id = 1): DueNotice {
  return { id, to: 'marie', channel: 'mail', digest: false, attempts: 0, decidedAt: 0, told };
}

/** A way out that remembers what it was given, as `marie: title, title`, and fails as it is told. */
export function recordingCourier(fail: () => Error | undefined = () => undefined) {
  const given: string[] = [];
  const courier: Courier = {
    async send({ to, digest, notices }) {
      given.push(`${to}${digest ? ' digest' : ''}: ${notices.map(({ told }) => told.alert).join(', ')}`);
      const error = fail();
      if (error !== undefined) throw error;
      return { answer: 'taken' };
    },
  };
  return { courier, given };
}
