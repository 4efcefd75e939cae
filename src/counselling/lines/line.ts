import { holdsMedia } from '../../intake/index.ts';
import { ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { OutgoingReason } from '../safeguards/outgoing-reason.ts';

/** Longest line of a chat, in code points. */
export const LINE: TextRule = {
  most: 2_000,
  lines: true,
  refusals: {
    empty: refuse('line.empty'),
    'too-long': refuse('line.too-long'),
    unreadable: refuse('line.unreadable'),
  },
};

/** A line in its normal form. Pictures that are pasted as text are refused. */
export function readLine(written: string): Result<string> {
  const read = readTextInput(written, 'text', LINE);
  if (!read.ok) return read;
  return holdsMedia(read.value) ? refuse('line.unreadable', { field: 'text' }) : read;
}

/** A line as both sides see it. */
export interface Line {
  readonly seq: number;
  readonly at: string;
  readonly from: 'child' | 'helper';
  readonly text: string;
}

/**
 * What came of a helper's line: sent; or kept as a draft, since lines came that the writer had not seen, or since words of it (a range
 * of code units) would take the child elsewhere.
 */
export type LineOutcome =
  | { readonly outcome: 'sent'; readonly line: Line }
  | { readonly outcome: 'thread-moved'; readonly newer: readonly Line[] }
  | { readonly outcome: 'held-back'; readonly reason: OutgoingReason; readonly from: number; readonly to: number };

/** How many lines are read at once. */
export const LINES_EACH = 500;

export const sent = (line: Line): Result<LineOutcome> => ok({ outcome: 'sent', line });
