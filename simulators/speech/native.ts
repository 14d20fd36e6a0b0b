import { payloadOf, topicOf } from '../wire.ts';
import type { Speak } from './speech.ts';

/** Vigie's own dialect, on the topic of the device, or on that of an address `native:<site>/<device>`. */
export const native: Speak = ({ site, device, address }, samples) => [
  {
    topic: address?.startsWith('native:') ? `vigie/v1/${address.slice('native:'.length)}` : topicOf(site, device),
    payload: payloadOf(samples),
  },
];
