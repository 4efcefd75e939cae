import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText } from './cut-text.pure.ts';
import { NO_WISHES, outboundPurposes } from './outbound.ts';
import { refusedByWishes, tells } from './safe-contact-rule.ts';
import { holdOf, isIn } from './sending-hours.ts';
import { pauseAfter, pauseBeforeLook, TRIES } from './try-again.pure.ts';
import { refusedByWindow } from './window-rule.pure.ts';

const at = (vietnam: string) => new Date(`${vietnam}:00+07:00`);

describe('a long text', () => {
  test('is cut at the ends of sentences', () => {
    expect(cutText('Chị đang đọc tin của em. Em chờ một chút nhé! Chị trả lời ngay.', 50)).toEqual([
      'Chị đang đọc tin của em. Em chờ một chút nhé!',
      'Chị trả lời ngay.',
    ]);
  });

  test('is cut at lines, phrases and words where no sentence ends in reach, and inside a word at last', () => {
    expect(cutText('một hai ba bốn, năm sáu bảy tám', 20)).toEqual(['một hai ba bốn,', 'năm sáu bảy tám']);
    expect(cutText('một hai ba bốn năm sáu', 12)).toEqual(['một hai ba', 'bốn năm sáu']);
    expect(cutText('a'.repeat(25), 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });

  test('fits as it is up to the last letter, and one sentence that fills the room stays whole', () => {
    expect(cutText('a'.repeat(10), 10)).toHaveLength(1);
    expect(cutText(`${'a'.repeat(9)}. Và`, 10)).toEqual([`${'a'.repeat(9)}.`, 'Và']);
  });

  test('loses nothing but blanks, is never too long, and parts no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 8, max: 60 }), (text, most) => {
        const pieces = cutText(text, most);
        expect(pieces.join('').replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(most);
          expect(piece.isWellFormed()).toBe(text.isWellFormed() || piece.isWellFormed());
        }
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });
});

describe('hours', () => {
  const reminder = { purpose: 'reminder', notBefore: null, safe: [] } as const;

  test('a reminder waits for the end of the night, over midnight', () => {
    const morning = { held: 'quiet-hours', until: at('2026-11-29T07:00') };
    expect(holdOf(reminder, at('2026-11-28T21:59'))).toBeUndefined();
    expect(holdOf(reminder, at('2026-11-28T22:00'))).toEqual(morning);
    expect(holdOf(reminder, at('2026-11-29T00:00'))).toEqual(morning);
    expect(holdOf(reminder, at('2026-11-29T06:59'))).toEqual(morning);
    expect(holdOf(reminder, at('2026-11-29T07:00'))).toBeUndefined();
  });

  test('what cannot wait keeps no quiet hours', () => {
    const night = at('2026-11-28T23:30');
    const waiting = outboundPurposes.filter((purpose) => holdOf({ ...reminder, purpose }, night));
    expect(waiting).toEqual(['reminder', 'post']);
  });

  test('the hours of the person hold for every purpose, also over midnight', () => {
    const evening = { from: 20 * 60, to: 60 };
    expect(isIn(evening, at('2026-11-28T23:59'))).toBe(true);
    expect(isIn(evening, at('2026-11-29T00:59'))).toBe(true);
    expect(isIn(evening, at('2026-11-29T01:00'))).toBe(false);
    for (const purpose of outboundPurposes)
      expect(holdOf({ purpose, notBefore: null, safe: [evening] }, at('2026-11-29T10:00'))).toEqual({
        held: 'safe-hours',
        until: at('2026-11-29T20:00'),
      });
  });

  test('nothing goes before it was asked for', () => {
    const notBefore = at('2026-11-28T15:00');
    expect(holdOf({ ...reminder, notBefore }, at('2026-11-28T14:59'))).toEqual({
      held: 'not-before',
      until: notBefore,
    });
    expect(holdOf({ ...reminder, notBefore }, notBefore)).toBeUndefined();
  });
});

describe('what the person wished', () => {
  const text = 'Em có khỏe không?';

  test('no contact, and no answer here: nothing leaves', () => {
    expect(refusedByWishes({ wishes: ['NO_CONTACT'], hours: null }, { text, begins: false })).toBe(
      'outbox.no-contact-wished',
    );
    expect(refusedByWishes({ wishes: ['REPLY_HERE'], hours: null }, { text, begins: false })).toBe(
      'outbox.not-here-wished',
    );
  });

  test('say somebody else: neutral words where the sender is known, and nothing where its name would be new', () => {
    const wishes = { wishes: ['SAY_OTHER'], hours: null } as const;
    expect(refusedByWishes(wishes, { text, begins: false })).toBeUndefined();
    expect(refusedByWishes(wishes, { text: 'Tổng đài 111 nhắn em.', begins: false })).toBe('outbox.words-tell');
    expect(refusedByWishes(wishes, { text, begins: true })).toBe('outbox.sender-tells');
  });

  test('words tell with and without their marks; everyday words do not', () => {
    for (const told of ['goi 111 nhe', 'Lịch tư vấn tâm lý chiều nay', 'tong dai bao ve tre em', 'police report'])
      expect(tells(told), told).toBe(true);
    for (const plain of ['Chiều nay mình hẹn nhé', 'Bạn rảnh lúc 15 giờ không?', 'See you at three'])
      expect(tells(plain), plain).toBe(false);
  });

  test('no wish stands against nothing', () => {
    expect(refusedByWishes(NO_WISHES, { text: 'Tổng đài 111', begins: true })).toBeUndefined();
  });
});

test('a window lets through what the network takes, and says of the rest what a person must do', () => {
  const answer = { purpose: 'answer', template: false } as const;
  const reminder = { purpose: 'reminder', template: false } as const;
  expect(
    ['free', 'paid', 'tagged', 'template-only', 'closed'].map((one) => refusedByWindow(one as 'free', answer)),
  ).toEqual([undefined, undefined, undefined, 'window-template-only', 'window-closed']);
  expect(refusedByWindow('tagged', reminder)).toBe('window-tagged');
  expect(refusedByWindow('template-only', { ...reminder, template: true })).toBeUndefined();
  expect(refusedByWindow('closed', { ...reminder, template: true })).toBe('window-closed');
});

test('pauses grow, keep to what the provider asked, and end', () => {
  const pauses = Array.from({ length: TRIES - 1 }, (_, place) => pauseAfter(place + 1));
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(new Set(pauses).size).toBe(pauses.length);
  expect(pauseAfter(1, 90_000)).toBe(90_000);
  expect(pauseAfter(TRIES - 1, 1)).toBe(pauses.at(-1));
  expect(pauseBeforeLook(0)).toBeGreaterThan(0);
  expect(pauseBeforeLook(9)).toBeUndefined();
});
