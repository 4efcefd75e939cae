import { describe, expect, test } from 'vitest';
import { code, must } from '../../../../tools/test/test-result.ts';
import { aCard } from '../../learning.testing.ts';
import { houseContent } from '../house-content.ts';
import type { ItemBody } from '../item.ts';
import { type BodyField, bodyForm, isFormTooLong } from './body-form.ts';
import { valueAt, withValue } from './body-path.pure.ts';
import { readPartAct } from './change-parts.pure.ts';
import type { FormEntries } from './read-body-form.ts';
import { workingBody } from './working-body.ts';

const house = houseContent();
const { items, lists } = house;
const named = (kind: ItemBody['kind']) => {
  const found = items.find((item) => item.kind === kind && (kind !== 'SCENARIO' || 'flags' in item.body));
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};

/** What a browser sends of a form as it was drawn, with other values here and there. */
function sent(item: ItemBody, change: Readonly<Record<string, readonly string[]>> = {}): FormEntries {
  const fields = bodyForm(item, lists).parts.flatMap((part) => part.fields);
  const entries = new Map<string, readonly string[]>([['has', fields.map(({ path }) => path)]]);
  const of = ({ path, kind, vi, en, value, values }: BodyField): [string, readonly string[]][] => {
    if (kind === 'words')
      return [
        [`vi:${path}`, [vi]],
        [`en:${path}`, [en]],
      ];
    return [[`is:${path}`, kind === 'many' ? values : kind === 'yes' && value === '' ? [] : [value]]];
  };
  for (const [name, values] of fields.flatMap(of)) entries.set(name, values);
  for (const [name, values] of Object.entries(change)) entries.set(name, values);
  return entries;
}

const worked = (item: ItemBody, form: { entries?: FormEntries; act?: string; body?: string }) =>
  workingBody(item.kind, item.body, form, house);

describe('a body in its form', () => {
  test('comes back as it was where nothing is changed, of everything that comes with the house', () => {
    for (const item of items)
      expect([item.body.id, must(worked(item, { entries: sent(item) }))]).toEqual([item.body.id, item]);
  });

  test('every part that a fault names has its place in the form', () => {
    for (const item of [named('TEXT'), named('LESSON'), named('SCENARIO')]) {
      const places = bodyForm(item, lists).parts.flatMap(({ place }) => (place === null ? [] : [place]));
      expect(new Set(places).size).toBe(places.length);
      expect(places.length).toBeGreaterThan(1);
    }
  });

  test('takes other words, and leaves what did not stand on the page', () => {
    const item: ItemBody = { kind: 'TEXT', body: aCard() };
    const entries = sent(item, { 'vi:blocks.0': ['  Em dừng\u0301 lại.\n Rồi kể. '], has: ['blocks.0'] });
    const read = must(worked(item, { entries }));
    expect(read.body).toEqual({
      ...item.body,
      blocks: [
        { kind: 'text', vi: 'Em dừng\u0301 lại. Rồi kể.'.normalize('NFC'), en: 'Stop for a moment.' },
        aCard().blocks[1],
      ],
    });
  });

  test('a block is added below, moved, and taken out; the last one stays', () => {
    const item: ItemBody = { kind: 'TEXT', body: aCard() };
    const kinds = (read: ItemBody) => (read.kind === 'TEXT' ? read.body.blocks.map(({ kind }) => kind) : []);
    const entries = sent(item, { 'shape:blocks.1': ['steps'] });
    const added = must(worked(item, { entries, act: 'add blocks.1' }));
    expect(kinds(added)).toEqual(['text', 'steps', 'helpBox']);
    const moved = must(worked(added, { entries: sent(added), act: 'up blocks.1' }));
    expect(kinds(moved)).toEqual(['steps', 'text', 'helpBox']);
    const less = must(worked(moved, { entries: sent(moved), act: 'remove blocks.0' }));
    expect(less).toEqual(item);
    const one = must(worked(item, { entries: sent(item), act: 'remove blocks.1' }));
    expect(code(worked(one, { act: 'remove blocks.0' }))).toBe('learning-item.part-fixed');
    expect(code(worked(item, { act: 'up blocks.0' }))).toBe('learning-item.part-fixed');
    expect(code(worked(item, { act: 'add title.0' }))).toBe('learning-item.part-fixed');
    expect(code(worked(item, { act: 'add __proto__.0' }))).toBe('learning-item.part-fixed');
    expect(readPartAct('burn blocks.0')).toBeUndefined();
  });

  test('the body that rides in the form is held against its format like any other', () => {
    const item: ItemBody = { kind: 'TEXT', body: aCard() };
    expect(code(worked(item, { body: '{"html":"<b>"}' }))).toBe('learning-item.body-unusable');
    expect(code(worked(item, { body: 'no JSON' }))).toBe('learning-item.body-unusable');
    expect(must(worked(item, { body: JSON.stringify(aCard({ harms: [] })) })).body).toMatchObject({ harms: [] });
  });

  test('a scene that gets another name keeps what leads to it, a flag what asks for it', () => {
    const item = items.find((one) => one.kind === 'SCENARIO' && one.body.flags.length > 0);
    if (item?.kind !== 'SCENARIO') throw new Error('no scenario with a flag');
    const [flag] = item.body.flags;
    const at = item.body.scenes.findIndex(({ id }) => id === item.body.start);
    const entries = sent(item, { [`is:scenes.${at}.id`]: ['khoi-dau'], 'is:flags.0.id': ['da-doi-ten'] });
    const read = must(worked(item, { entries }));
    if (read.kind !== 'SCENARIO' || flag === undefined) throw new Error('no scenario');
    const text = JSON.stringify(read.body);
    expect(read.body.start).toBe('khoi-dau');
    expect(text).not.toContain(`"to":"${item.body.start}"`);
    expect(text).not.toContain(`"flag":"${flag.id}"`);
    expect(text.split('"to":"khoi-dau"').length).toBe(
      JSON.stringify(item.body).split(`"to":"${item.body.start}"`).length,
    );
  });

  test('a condition that cannot be read names its field; an empty one is none', () => {
    const item = named('SCENARIO');
    if (item.kind !== 'SCENARIO') throw new Error('no scenario');
    const scene = item.body.scenes.findIndex(({ choices }) => choices.length > 0);
    const path = `scenes.${scene}.choices.0.when`;
    const wrong = worked(item, { entries: sent(item, { [`is:${path}`]: ['told là yes'] }) });
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'learning-item.body-unusable', field: path } });
    const none = must(worked(item, { entries: sent(item, { [`is:${path}`]: [''] }) }));
    expect(valueAt(none.body, path)).toBeUndefined();
  });

  test('is too long for a page with two hundred scenes, and with none that comes with the house', () => {
    for (const item of items)
      expect([item.body.id, isFormTooLong(bodyForm(item, lists))]).toEqual([item.body.id, false]);
    const item = named('SCENARIO');
    if (item.kind !== 'SCENARIO') throw new Error('no scenario');
    const scenes = Array.from({ length: 200 }, (_, at) => ({ ...item.body.scenes[0], id: `canh-${at}` }));
    const long = { ...item, body: { ...item.body, scenes } } as ItemBody;
    expect(isFormTooLong(bodyForm(long, lists))).toBe(true);
  });

  test('a scene becomes an ending and no ending again', () => {
    const item = named('SCENARIO');
    if (item.kind !== 'SCENARIO') throw new Error('no scenario');
    const at = item.body.scenes.findIndex(({ ending }) => ending !== undefined);
    const without = must(worked(item, { act: `remove scenes.${at}.ending` }));
    expect(valueAt(without.body, `scenes.${at}.ending`)).toBeUndefined();
    const again = must(worked(without, { act: `add scenes.${at}.ending` }));
    expect(valueAt(again.body, `scenes.${at}.ending.help`)).toEqual(['111']);
  });
});

test('a value is put where its path leads, and the order of keys stays', () => {
  const body = { a: 1, b: [{ c: 2 }], d: 3 };
  expect(JSON.stringify(withValue(body, 'b.0.c', 4))).toBe('{"a":1,"b":[{"c":4}],"d":3}');
  expect(withValue(body, 'x.y', 1)).toEqual(body);
  expect(withValue(body, 'a', undefined)).toEqual({ b: [{ c: 2 }], d: 3 });
  expect(valueAt(body, 'a.constructor')).toBeUndefined();
});
