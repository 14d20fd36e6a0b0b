import type { Device } from '../../devices/territory.ts';
import type { Learnt } from '../collector.ts';
import { createMemberOf, type MemberOf, pathOf } from './members.ts';

/** One ask of a grid while it goes on: what it has learnt so far, and what it could not read. */
export interface Round {
  readonly now: number;
  readonly signal: AbortSignal;
  readonly learnt: Learnt[];
  readonly reasons: string[];
  readonly memberOf: MemberOf;
  /** notes why something was left out, where there is a reason */
  say(reason: string | undefined): void;
}

export function createRound(options: {
  readonly now: number;
  readonly signal: AbortSignal;
  readonly members: readonly Device[];
}): Round {
  const { now, signal, members } = options;
  const find = createMemberOf(members);
  const found = new Map<string, Device | undefined>();
  const reasons: string[] = [];
  return {
    now,
    signal,
    learnt: [],
    reasons,
    memberOf(domain, client) {
      const path = pathOf(domain, client);
      if (!found.has(path)) found.set(path, find(domain, client));
      return found.get(path);
    },
    say(reason) {
      if (reason !== undefined) reasons.push(reason);
    },
  };
}
