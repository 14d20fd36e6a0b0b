import { show } from '../../devices/message.ts';
import type { Saying } from './dialect.ts';

/** A last will's two words as the state of the device that they are of; for any other word the reason. */
export function readUp(word: string, [up, down]: readonly [up: string, down: string]): Saying | string {
  if (word !== up && word !== down) return `"${show(word)}" is neither ${up} nor ${down}`;
  return { fields: { 'device.up': word === up ? 1 : 0 }, partial: true, standing: true };
}
