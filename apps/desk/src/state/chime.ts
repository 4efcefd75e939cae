const KEPT = 'lachan_sound';
let audio: AudioContext | undefined;

/** Whether the reader wants to hear of new danger; kept in this browser. */
export function wantsSound(): boolean {
  try {
    return localStorage.getItem(KEPT) === '1';
  } catch {
    return false;
  }
}

export function setSound(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEPT, '1');
    else localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing: it is asked again next time.
  }
  if (on) {
    allowSound();
    chime();
  }
}

/** Called from a key or a press: only then a browser lets a page sound. */
export function allowSound(): void {
  if (!wantsSound() || typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
}

/** Two short, quiet tones. Silent, and without an error, where the reader or the browser does not want it. */
export function chime(): void {
  if (!wantsSound() || audio?.state === 'closed' || audio === undefined) return;
  for (const [at, pitch] of [
    [0, 660],
    [0.18, 880],
  ] as const) {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    const begins = audio.currentTime + at;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.0001, begins);
    loud.gain.exponentialRampToValueAtTime(0.08, begins + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0001, begins + 0.16);
    tone.connect(loud).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.17);
  }
}
