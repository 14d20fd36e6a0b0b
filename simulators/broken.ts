/** A payload in one of the ways in which it comes broken, by a chance of 0 … 1. */
export function broken(payload: string | Uint8Array, chance: number): string | Uint8Array {
  const ways = typeof payload === 'string' ? brokenTexts(payload) : brokenBytes(payload);
  return ways[Math.floor(chance * ways.length)] ?? '';
}

function brokenTexts(whole: string): readonly string[] {
  return [
    whole.slice(0, Math.floor(whole.length * 0.6)),
    whole.replaceAll(/:(-?[\d.]+)([,}])/g, ':NaN$2'),
    '',
    'ERR sensor not ready',
    whole.replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"yesterday"'),
    JSON.stringify(whole), // written as JSON twice
  ];
}

function brokenBytes(whole: Uint8Array): readonly (string | Uint8Array)[] {
  return [
    whole.slice(0, Math.floor(whole.length * 0.6)),
    whole.map((byte, at) => (at === 0 ? byte ^ 0x07 : byte)), // another wire type in the first tag of a protobuf
    new Uint8Array(),
    'ERR sensor not ready',
  ];
}
