import type { FaceState } from './face.ts';

/** The shape of a state on walls and on the page for a call; what is well has none. */
export const faceShapes: Readonly<Record<FaceState, string>> = {
  critical: '■',
  unreachable: '◌',
  warning: '▲',
  silent: '…',
  information: '●',
  maintenance: '◆',
  well: '',
};

/** The same shapes hollow: somebody has it in hand. */
export const takenShapes: Readonly<Partial<Record<FaceState, string>>> = {
  critical: '□',
  warning: '△',
  information: '○',
};
