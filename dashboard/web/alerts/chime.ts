/** Two short soft tones, once somebody asked for sound; browsers allow none before a click. */
export function createChime() {
  let audio: AudioContext | undefined;
  return {
    allow(on: boolean) {
      if (on) {
        audio ??= new AudioContext();
        this.ring();
      } else this.close();
    },
    ring() {
      if (audio === undefined) return;
      for (const [at, pitch] of [
        [0, 660],
        [0.18, 880],
      ] as const) {
        const tone = audio.createOscillator();
        const loudness = audio.createGain();
        const from = audio.currentTime + at;
        tone.frequency.value = pitch;
        loudness.gain.setValueAtTime(0.12, from);
        loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.3);
        tone.connect(loudness).connect(audio.destination);
        tone.start(from);
        tone.stop(from + 0.3);
      }
    },
    close() {
      void audio?.close();
      audio = undefined;
    },
  };
}
