import { expect, it } from 'vitest';
import { extensionPoint, Offered } from './extension-point.ts';
import type { Module } from './module.ts';

const colours = extensionPoint<{ readonly code: string }>('test.colour', ({ code }) => code);
const module = (name: string, ...codes: string[]): Module => ({
  name,
  offers: [colours.offer(...codes.map((code) => ({ code })))],
});

it('gives what the modules offer in their order, and nothing where nobody offers', () => {
  const offered = new Offered([module('one', 'a', 'b'), module('two', 'c')]);
  expect(offered.of(colours).map(({ code }) => code)).toEqual(['a', 'b', 'c']);
  expect(offered.of(extensionPoint<string>('test.other', String))).toEqual([]);
});

it('refuses a value that is offered twice, and names both modules', () => {
  expect(() => new Offered([module('one', 'a'), module('two', 'a')])).toThrow(
    'test.colour: a is offered twice, by one and by two',
  );
  expect(() => new Offered([module('one', 'a', 'a')])).toThrow('by one and by one');
});
