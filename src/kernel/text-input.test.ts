import { describe, expect, test } from 'vitest';
import { refuse } from './refusals.ts';
import { cleanText } from './text-input.pure.ts';
import { readOptionalText, readTextInput } from './text-input.ts';

const most = 100;

describe('a text that a person writes', () => {
  test('is counted after composing, so that two keyboards may write as much', () => {
    const composed = 'ế'.repeat(100);
    expect(cleanText(composed.normalize('NFD'), { most })).toEqual({ ok: true, text: composed });
    expect(cleanText('🙂'.repeat(100), { most })).toMatchObject({ ok: true });
    expect(cleanText('🙂'.repeat(101), { most })).toEqual({ ok: false, fault: 'too-long' });
  });

  test('keeps newlines and tabs where it has lines, and no other control character', () => {
    expect(cleanText('một\r\nhai\rba\t', { most, lines: true })).toEqual({ ok: true, text: 'một\nhai\nba' });
    for (const sign of ['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud800'])
      expect(cleanText(`một${sign}hai`, { most, lines: true })).toEqual({ ok: false, fault: 'unreadable' });
    expect(cleanText(' \n\t ', { most })).toEqual({ ok: false, fault: 'empty' });
  });

  test('of one line has no line breaks and no doubled blanks', () => {
    expect(cleanText('  Nguyễn\u00a0 Văn\r\nThử ', { most })).toEqual({ ok: true, text: 'Nguyễn Văn Thử' });
  });
});

describe('the refusal', () => {
  test('names the field and the limit, in the words of the rule or of the kernel', () => {
    const rule = { most: 3, refusals: { empty: refuse('record.not-found') } };
    expect(readTextInput('', 'note', rule)).toMatchObject({
      refusal: { code: 'record.not-found', field: 'note', facts: { limit: 3 } },
    });
    expect(readTextInput('bốn!', 'note', rule)).toMatchObject({ refusal: { code: 'text.too-long', field: 'note' } });
    expect(readTextInput('a\u0000', 'note', rule)).toMatchObject({ refusal: { code: 'text.unreadable' } });
  });

  test('is not given for a text that may be left out', () => {
    expect(readOptionalText(undefined, 'note', { most })).toEqual({ ok: true, value: undefined });
    expect(readOptionalText('  ', 'note', { most })).toEqual({ ok: true, value: undefined });
    expect(readOptionalText(' có ', 'note', { most })).toEqual({ ok: true, value: 'có' });
    expect(readOptionalText('x'.repeat(101), 'note', { most })).toMatchObject({ refusal: { code: 'text.too-long' } });
  });
});
