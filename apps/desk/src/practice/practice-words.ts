import { m } from '../paraglide/messages.js';

const ends = {
  closed: m.practice_end_closed,
  left: m.practice_end_left,
  turns: m.practice_end_turns,
  stopped: m.practice_end_stopped,
} as const;

/** How a practice stands, in words. */
export const endWords = (ended: keyof typeof ends | null): string =>
  ended === null ? m.practice_open() : ends[ended]();

const effects = {
  helps: m.practice_helps,
  hurts: m.practice_hurts,
  neutral: m.practice_neutral,
} as const;

/** What a sentence does to trust, in words. */
export const effectWords = (effect: keyof typeof effects): string => effects[effect]();

export const effectTones = { helps: 'done', hurts: 'waiting', neutral: 'new' } as const;
