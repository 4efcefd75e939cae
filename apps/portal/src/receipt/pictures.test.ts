import { expect, it } from 'vitest';
import {
  earlierReceiptWords,
  partsOfReceiptWord,
  receiptQualities,
  receiptWords,
} from '../../../../src/vocabulary/index.ts';
import { before, behind, colours, settings } from './qualities.ts';
import { thingShapes } from './things.ts';

/** Of every receipt that somebody may be shown: a submission that is sent again shows the words that it got before. */
const shown = [...receiptWords, ...earlierReceiptWords].map((word) => partsOfReceiptWord(word) ?? expect.fail(word));
const keysOf = (parts: 'thing' | 'quality') => [...new Set(shown.map((one) => one[parts].key))].sort();

it('every thing has a drawing of its own, with a body that takes the colour', () => {
  expect(Object.keys(thingShapes).sort()).toEqual(keysOf('thing'));
  const paths = Object.values(thingShapes).map((shapes) => shapes.map(({ path }) => path).join());
  expect(new Set(paths).size).toBe(paths.length);
  for (const [key, shapes] of Object.entries(thingShapes)) {
    expect(
      shapes.some(({ paint }) => paint === 'b'),
      key,
    ).toBe(true);
    for (const { paint, path } of shapes) {
      expect('bsldwagnkij', key).toContain(paint);
      expect(path, key).toMatch(/^M[\d\s.,\-a-zA-Z]+$/);
    }
  }
});

it('every quality shows in the drawing, each in a way of its own', () => {
  const ways = receiptQualities.map(({ key }) => {
    const pattern = key === 'soc' || key === 'cham' ? key : '';
    return JSON.stringify([colours[key], settings[key], behind[key], before[key], pattern]);
  });
  expect(new Set(ways).size).toBe(32);
  for (const [, , path] of [...Object.values(before), ...Object.values(behind)].flat())
    expect(path).toMatch(/^M(?:[a-zA-Z]?(?:[ ,]?-?\d+(?:\.\d+)?|[ ,]?-?\.\d+)|z|(?<=[\dz ])M?)+$/);
  const known = new Set([colours, settings, behind, before].flatMap(Object.keys));
  expect([...known].filter((key) => !keysOf('quality').includes(key))).toEqual([]);
});
