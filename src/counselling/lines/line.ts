import { holdsMedia } from '../../intake/index.ts';
import { type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';

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
