import { describe, expect, test } from 'vitest';
import { earlyCards, earlyPage, earlyPath, WHOLE } from './early-cards.ts';

const drawn = (name: string) => ({ kind: 'picture', svg: `<svg id="${name}"/>`, alt: name, voice: null }) as const;
const read = (id: string) => ({ id, mediaType: 'audio/mpeg', milliseconds: 900, script: id });
const help = { kind: 'helpBox', text: 'Gọi 111.', acts: ['CALL_111'], voice: read('help') } as const;

describe('a text for first readers', () => {
  test('is a page for its opening, for each thing that is said, for each step, and for where to turn', () => {
    const cards = earlyCards({
      lead: 'Mở đầu.',
      voice: read('lead'),
      blocks: [
        drawn('rua'),
        { kind: 'text', text: 'Một.', voice: null },
        { kind: 'heading', text: 'Ba bước', voice: null },
        { kind: 'steps', steps: ['Dừng.', 'Gọi.'], voice: read('steps') },
        help,
      ],
    });
    expect(cards.map(({ say, step, heading, voice }) => [say, step, heading, voice?.id])).toEqual([
      ['Mở đầu.', null, null, 'lead'],
      ['Một.', null, null, undefined],
      ['Dừng.', 1, 'Ba bước', 'steps'],
      ['Gọi.', 2, 'Ba bước', 'steps'],
      ['Gọi 111.', null, null, 'help'],
    ]);
    expect(cards.map((card) => card.help !== null)).toEqual([false, false, false, false, true]);
  });

  test('has its picture on every page, until the next one comes', () => {
    const cards = earlyCards({
      lead: 'Mở đầu.',
      voice: null,
      blocks: [
        { kind: 'text', text: 'Một.', voice: null },
        drawn('rua'),
        { kind: 'text', text: 'Hai.', voice: null },
        drawn('meo'),
        help,
      ],
    });
    expect(cards.map(({ picture }) => picture?.alt)).toEqual(['rua', 'rua', 'rua', 'meo']);
    expect(earlyCards({ lead: 'Không hình.', voice: null, blocks: [help] }).map(({ picture }) => picture)).toEqual([
      null,
      null,
    ]);
  });
});

test('a page is asked for by its number, the first by nothing, and no other', () => {
  expect(earlyPage(null, 5)).toBe(1);
  expect(earlyPage('5', 5)).toBe(5);
  expect(earlyPage(WHOLE, 5)).toBe(WHOLE);
  for (const asked of ['0', '6', '-1', '1.5', '1e1', ' 1', '', 'x', '05', '999999'])
    expect(earlyPage(asked, 5)).toBeUndefined();
  expect([earlyPath('/hoc/doc/a', 1), earlyPath('/hoc/doc/a', 2), earlyPath('/hoc/doc/a', WHOLE)]).toEqual([
    '/hoc/doc/a',
    '/hoc/doc/a?trang=2',
    '/hoc/doc/a?trang=ca-bai',
  ]);
});
