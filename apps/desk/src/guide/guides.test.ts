import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { role } from '../../../../src/vocabulary/index.ts';
import { placeOf } from '../frame/nav.ts';
import guides from './guides.json' with { type: 'json' };
import { guideList, guideOf } from './guides.server.ts';

describe('the guides', () => {
  test('are there for each of the ten kinds of work, and each for roles of the desk', () => {
    expect(guides.map(({ key }) => key)).toEqual([
      'tu-van',
      'giam-sat',
      'can-bo-xa',
      'chu-tich-xa',
      'cap-tinh',
      'cong-an',
      'co-so',
      'quan-tri',
      'bien-tap',
      'danh-gia',
    ]);
    for (const { roles } of guides) for (const code of roles) expect(role.get(code as never).desk, code).toBe(true);
  });

  test('name places of the desk alone, and keys that it has', () => {
    for (const { key } of guides) {
      const guide = guideOf(key);
      for (const { place } of guide?.steps ?? []) expect(placeOf(place), place).toBeDefined();
      for (const { keys, text } of guide?.keys ?? []) expect(text, keys.join(' ')).not.toBe('');
    }
  });

  test('say everything in both languages, in a card that fits on its sheet', () => {
    for (const guide of guides) {
      expect(guide.vi.card.length).toBe(guide.en.card.length);
      expect(guide.vi.card.length).toBeLessThanOrEqual(6);
      for (const one of [guide.vi, guide.en])
        for (const line of [one.name, one.aim, ...one.card]) expect(line.trim()).not.toBe('');
      for (const step of guide.steps) expect(step.vi.trim() !== '' && step.en.trim() !== '').toBe(true);
    }
  });

  test('quote the words of buttons and bands as the desk has them', () => {
    for (const language of ['vi', 'en'] as const) {
      const messages = Object.values(
        JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Record<
          string,
          unknown
        >,
      ).filter((text) => typeof text === 'string');
      for (const guide of guides)
        for (const text of [...guide[language].card, ...guide.steps.map((step) => step[language])])
          for (const [, quoted = ''] of text.matchAll(/“([^”]+)”/g))
            expect(
              messages.some((message) => message === quoted || message.startsWith(`${quoted} `)),
              quoted,
            ).toBe(true);
    }
  });

  test('put those of the reader first', () => {
    const [first, second] = guideList(['commune_chair']);
    expect(first).toMatchObject({ key: 'chu-tich-xa', mine: true });
    expect(second?.mine).toBe(false);
    expect(guideOf('khong-co')).toBeUndefined();
    expect(readdirSync(new URL('../routes/huong-dan', import.meta.url))).toContain('[vai]');
  });
});
