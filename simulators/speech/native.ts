import { payloadOf, topicOf } from '../wire.ts';
import type { Speak } from './speech.ts';

export const native: Speak = ({ site, device }, samples) => [
  { topic: topicOf(site, device), payload: payloadOf(samples) },
];
