import { z } from 'zod';

/** What can go wrong between a sensor and the wire. */
export const faultKinds = [
  'leak',
  'stuck',
  'drift',
  'silence',
  'reset',
  'battery',
  'clock',
  'duplicates',
  'disorder',
  'late',
  'malformed',
  'storm',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What a fault's `size` means, and what it is when none is given. */
export const sizes: Readonly<Record<FaultKind, { says: string; usual: number }>> = {
  leak: { says: 'litres a minute that run beside what is drawn', usual: 0.5 },
  stuck: { says: 'nothing: the value of the first moment stays', usual: 0 },
  drift: { says: 'units a day by which a gauge goes astray', usual: 1 },
  silence: { says: 'nothing: no message is sent', usual: 0 },
  reset: { says: 'the index from which a counter starts again', usual: 0 },
  battery: { says: '% left at the end; at 0 the device falls silent', usual: 0 },
  clock: { says: 'seconds by which its clock is ahead', usual: 3600 },
  duplicates: { says: 'copies sent beside each message', usual: 1 },
  disorder: { says: 'seconds by which messages are held up at most', usual: 60 },
  late: { says: 'nothing: what is measured is kept and sent at the end', usual: 0 },
  malformed: { says: 'share of the messages that arrive broken, 0 … 1', usual: 1 },
  storm: { says: 'times as many messages as usual', usual: 20 },
};

/** A fault of a device, or of all devices of a site, from ≤ time < to (epoch ms); of one metric where it is named. */
export interface Fault {
  readonly kind: FaultKind;
  readonly device?: string | undefined;
  readonly site?: string | undefined;
  readonly metric?: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

/** A fault as a scenario writes it: `from` and `to` as `2h` after the scenario's start or as ISO times, `to` open when absent. */
export const WrittenFault = z
  .strictObject({
    kind: z.enum(faultKinds),
    device: z.string().optional(),
    site: z.string().optional(),
    metric: z.string().optional(),
    from: z.string().default('0s'),
    to: z.string().optional(),
    size: z.number().optional(),
  })
  .refine((fault) => (fault.device === undefined) !== (fault.site === undefined), {
    message: 'a fault names a device or a site, one of them',
  })
  .refine((fault) => fault.kind !== 'drift' || fault.metric !== undefined, { message: 'a drift names its metric' });
export type WrittenFault = z.infer<typeof WrittenFault>;

/** Whether a fault is one of a device at a time. */
export function strikes(fault: Fault, site: string, device: string, time: number): boolean {
  return time >= fault.from && time < fault.to && concerns(fault, site, device);
}

/** Whether a fault is one of a device at any time. */
export function concerns(fault: Fault, site: string, device: string): boolean {
  return fault.device === undefined ? fault.site === site : fault.device === device;
}
