import { describe, expect, test } from 'vitest';
import { portalBand } from '../../vocabulary/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { itemAddress } from './item-address.pure.ts';
import { itemView, pathOf, readerFor } from './item-view.ts';
import {
  helpOn,
  isFor,
  isHelp,
  libraryOf,
  nextLesson,
  ofTheme,
  relatedTo,
  search,
  shelfOf,
  themeOf,
} from './library.ts';
import { readerNameOf, readerNames, readerOf } from './reader.ts';
import { writtenItems } from './written-items.testing.ts';

const items = writtenItems();
const library = libraryOf(items);
const named = (id: string): PublishedItem => {
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(id);
  return found;
};
const teen = readerOf('13-15');
const found = (query: string, language: 'vi' | 'en' = 'vi', reader = teen) =>
  search(library, query, { language, reader, most: 10 }).map(({ id }) => id);

describe('what a reader finds', () => {
  test('every item has its own address, which tells nothing of it', () => {
    expect(library.byAddress.size).toBe(items.length);
    for (const item of items) {
      expect(itemAddress(item)).toMatch(/^[a-z2-7]{8}$/);
      expect(pathOf(item, readerFor(item))).toMatch(
        /^\/(?:hoc\/doc|hoc\/bai|hoc\/tinh-huong|chuyen\/doc)\/[a-z2-7]{8}$/,
      );
    }
  });

  test('the shelf of every reader holds what is for their band alone, parents apart from teachers', () => {
    for (const name of readerNames) {
      const shelf = shelfOf(library, readerOf(name));
      for (const row of Object.values(shelf))
        for (const item of row) expect([item.id, isFor(item, readerOf(name))]).toEqual([item.id, true]);
      expect(shelf.lessons.length + shelf.articles.length + shelf.cards.length, name).toBeGreaterThan(5);
    }
    const ids = (name: 'ba-me' | 'thay-co') => shelfOf(library, readerOf(name)).articles.map(({ id }) => id);
    expect(ids('ba-me')).not.toContain('hoc-tro-ke-voi-thay-co');
    expect(ids('thay-co')).toContain('hoc-tro-ke-voi-thay-co');
    const everything = Object.values(shelfOf(library)).reduce((sum, row) => sum + row.length, 0);
    expect(everything).toBe(items.length);
  });

  test('help pages are found by what happened, the likeliest first, and never on a shelf of things to read', () => {
    expect(helpOn(library, ['OI-SEXT', 'OI-CSAM-AI'], teen)[0]?.id).toBe('bi-doa-tung-anh');
    expect(helpOn(library, ['OI-SEXT'], readerOf('ba-me'))).toEqual([]);
    const shelf = shelfOf(library, teen);
    expect([...shelf.articles, ...shelf.cards, ...shelf.questions].some(isHelp)).toBe(false);
    expect(shelf.help.length).toBeGreaterThan(10);
  });

  test('what goes on from an item is near it, for the same reader, and never itself', () => {
    for (const item of items) {
      const reader = readerOf(readerFor(item));
      const near = relatedTo(library, item, reader, 3);
      expect([item.id, near.length > 0, near.includes(item)]).toEqual([item.id, true, false]);
      for (const other of near) expect(isFor(other, reader)).toBe(true);
    }
    const bullied = relatedTo(library, named('bi-bat-nat-tren-mang'), teen, 3).map(({ id }) => id);
    expect(bullied).toContain('o-ben-ban-bi-bat-nat');
  });

  test('from lesson to lesson one comes through all of a band, and first to one that practises what was missed', () => {
    for (const band of portalBand.codes) {
      const lessons = shelfOf(library, readerOf(readerNameOf(band))).lessons;
      const seen = new Set<string>();
      let at = lessons[0];
      while (at && !seen.has(at.id)) {
        seen.add(at.id);
        const left = libraryOf([...lessons.filter(({ id }) => !seen.has(id)), at]);
        at = nextLesson(left, left.items.find(({ id }) => id === at?.id) as typeof at);
      }
      expect(seen.size, band).toBe(lessons.length);
    }
    const lesson = shelfOf(library, teen).lessons.find(({ id }) => id === 'nguoi-ban-la-may');
    const next = lesson && nextLesson(library, lesson, ['help-a-friend']);
    expect(next?.body.skills).toContain('help-a-friend');
  });

  test('a theme holds what lies in its cell', () => {
    const cell = ofTheme(library, 'CONDUCT.AGG', teen);
    expect(cell.length).toBeGreaterThan(1);
    for (const item of cell) expect(themeOf(item)).toBe('CONDUCT.AGG');
  });

  test('a reader is spoken to by their own word, and an unknown one by that of the youngest', () => {
    const help = named('bi-doa-tung-anh');
    expect(readerFor(help)).toBe('9-12');
    expect(pathOf(help, '16-17')).toMatch(/\/16-17$/);
    expect(pathOf(help, '9-12')).not.toMatch(/9-12/);
    expect(JSON.stringify(items.map((item) => itemView(item, 'vi')))).not.toMatch(/\{[Ee]m\}/);
    expect(readerFor(help, 'ba-me')).toBe('9-12');
  });
});

describe('the search', () => {
  test('finds with and without diacritics, in capitals, unfinished and in short forms', () => {
    for (const query of ['dọa tung ảnh', 'doa tung anh', 'DỌA TUNG ẢNH', 'dọa tung ả'])
      expect(found(query)[0]).toBe('bi-doa-tung-anh');
    expect(found('em bị bạn nhắn tin dọa tung ảnh giúp em với')[0]).toBe('bi-doa-tung-anh');
    expect(found('bat nat').slice(0, 3)).toContain('bi-bat-nat-tren-mang');
    expect(found('being bullied', 'en')).toContain('bi-bat-nat-tren-mang');
  });

  test('shows what is for the reader alone', () => {
    const parents = found('ảnh con', 'vi', readerOf('ba-me'));
    expect(parents.length).toBeGreaterThan(0);
    for (const id of parents) expect(isFor(named(id), readerOf('ba-me'))).toBe(true);
    expect(search(library, 'học trò kể', { language: 'vi', most: 10 }).map(({ id }) => id)).toContain(
      'hoc-tro-ke-voi-thay-co',
    );
  });

  test('what was typed with its marks comes before what only reads alike', () => {
    const text = (id: string, title: string): PublishedItem =>
      ({
        ...named('khi-nguoi-ay-xin-anh'),
        id,
        kind: 'TEXT',
        body: { ...(named('khi-nguoi-ay-xin-anh').body as never as object), id, title: { vi: title, en: title } },
      }) as PublishedItem;
    const small = libraryOf([text('ban', 'Bán đồ'), text('ban-be', 'Bạn bè')]);
    const ids = (query: string) => search(small, query, { language: 'vi', most: 5 }).map(({ id }) => id);
    expect(ids('bạn')[0]).toBe('ban-be');
    expect(ids('bán')[0]).toBe('ban');
  });

  test.each(['', '   ', '!!!', 'zzzxq', '<script>', '\u0000', '%_', '👍'])(
    'finds nothing for %j and does not fall over',
    (query) => {
      expect(found(query)).toEqual([]);
    },
  );

  test('looks at the beginning of what is endless', () => {
    expect(() => found('bắt nạt '.repeat(50_000))).not.toThrow();
    expect(found(`dọa tung ảnh ${'a'.repeat(100_000)}`)[0]).toBe('bi-doa-tung-anh');
  });

  test('what is withdrawn is found no more', () => {
    const without = libraryOf(items.filter(({ id }) => id !== 'bi-doa-tung-anh'));
    expect(
      search(without, 'dọa tung ảnh', { language: 'vi', reader: teen, most: 10 }).map(({ id }) => id),
    ).not.toContain('bi-doa-tung-anh');
    expect(without.byAddress.has(itemAddress(named('bi-doa-tung-anh')))).toBe(false);
  });
});
