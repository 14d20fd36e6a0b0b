import type { Device } from '../../devices/territory.ts';
import { CollectTrouble, type Learnt } from '../collector.ts';
import type { LeafCertificate } from '../http/exchange.ts';

/** What every check is made with. */
export interface CheckOptions {
  /** PEM of authorities that count beside the system's own, for a member's internal one */
  readonly ca?: string;
  /** patience for one whole check, 10 s unless said */
  readonly timeoutMs?: number;
}

/** One check of a thing from outside: the numbers that stand, and why it is not up. */
export interface Finding {
  readonly metrics: Readonly<Record<string, number>>;
  readonly trouble?: { readonly reason: string; readonly isUnreachable: boolean };
}

/** What a finding is to the collector: that a thing is down is learnt, and its reason is told as the trouble. */
export function learntFrom(device: Device, { metrics, trouble }: Finding): readonly Learnt[] {
  const learnt = [{ device: device.id, metrics }];
  if (trouble === undefined) return learnt;
  throw new CollectTrouble(trouble.reason, { isUnreachable: trouble.isUnreachable, learnt });
}

/** Days until a certificate expires, below zero once it has; a tenth is the resolution. */
export function certificateDays(certificate: LeafCertificate | undefined, now: number): Record<string, number> {
  if (certificate === undefined) return {};
  return { 'tls.days': Math.round(((certificate.validTo - now) / 86_400_000) * 10) / 10 };
}

/** A signal that also ends a check that takes too long. */
export function patience(signal: AbortSignal, { timeoutMs = 10_000 }: CheckOptions): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}
