import type { Selectable } from 'kysely';
import type { TransitionKind } from '../domain/alert.ts';
import type { Channel, DueNotice, Heard, Notice, NoticeState, NotTold, Told, Why } from '../domain/notice.ts';
import type { Schema } from './schema.ts';

type Row = Selectable<Schema['notices']>;

// Channels, kinds and reasons below were written by us, from the same unions.

export function asNotice(row: Row): Notice {
  return {
    id: row.id,
    alert: row.alert,
    transition: row.transition,
    is: row.kind as TransitionKind,
    to: row.addressee,
    ...(row.channel !== '' && { channel: row.channel as Channel }),
    organisation: row.organisation,
    device: row.device,
    ...(row.why !== null && { why: row.why as Why }),
    digest: row.digest === 1,
    decidedAt: row.decided_at,
    attempts: row.attempts,
    state: stateOf(row),
    ...(row.answer !== null && { answer: row.answer }),
  };
}

/** Empty for a row whose words are gone. */
export function asDue(row: Row): DueNotice[] {
  if (row.told === null) return [];
  const told: Told = JSON.parse(row.told);
  return [
    {
      id: row.id,
      to: row.addressee,
      channel: row.channel as Channel,
      digest: row.digest === 1,
      attempts: row.attempts,
      decidedAt: row.decided_at,
      told,
    },
  ];
}

export function asHeard(
  row: Pick<Row, 'alert' | 'addressee' | 'channel' | 'state' | 'at' | 'digest' | 'unless_taken'>,
): Heard {
  return {
    alert: row.alert,
    to: row.addressee,
    channel: row.channel as Channel,
    ...(row.state === 'waiting' && {
      waits: { at: row.at, digest: row.digest === 1, unlessTaken: row.unless_taken === 1 },
    }),
  };
}

function stateOf({ state, at, reason }: Row): NoticeState {
  if (state !== 'not sent') return { is: state, at };
  const because: NotTold = JSON.parse(reason ?? '{"because":"nothing new"}');
  return { is: state, at, reason: because };
}
