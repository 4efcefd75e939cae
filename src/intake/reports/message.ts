import { ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { holdsMedia } from '../filing/report-input.ts';
import { refuse } from '../refusals.ts';

/** Longest message on a thread, longest note of the desk, in code points. */
export const MESSAGE_LIMIT = 5_000;

export const MESSAGE: TextRule = {
  most: MESSAGE_LIMIT,
  lines: true,
  refusals: {
    empty: refuse('message.empty'),
    'too-long': refuse('message.too-long'),
    unreadable: refuse('message.unreadable'),
  },
};

/** A message in its normal form. */
export function readMessage(written: string): Result<string> {
  const read = readTextInput(written, 'text', MESSAGE);
  if (!read.ok) return read;
  return holdsMedia(read.value) ? refuse('message.unreadable', { field: 'text' }) : ok(read.value);
}
