import { ok, type Result, readOptionalText, readTextInput, type TextRule } from '../../kernel/index.ts';
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

/** Why a report is ended or lowered, in words; as long as what a second person is asked with. */
export const GROUNDS: TextRule = { ...MESSAGE, most: 2_000 };

/** A message in its normal form. */
export function readMessage(written: string): Result<string> {
  const read = readTextInput(written, 'text', MESSAGE);
  return read.ok ? withoutMedia(read.value, 'text') : read;
}

/** The same of one that may be left out. */
export function readOptionalMessage(
  written: string | undefined,
  field: string,
  rule: TextRule = MESSAGE,
): Result<string | undefined> {
  const read = readOptionalText(written, field, rule);
  return read.ok && read.value !== undefined ? withoutMedia(read.value, field) : read;
}

function withoutMedia(text: string, field: string): Result<string> {
  return holdsMedia(text) ? refuse('message.unreadable', { field }) : ok(text);
}
