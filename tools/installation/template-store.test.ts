import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { isStillPresent } from './installation-template.ts';
import { type Template, takeTemplate } from './template-store.ts';

let folder: string;
let made = 0;
const elsewhere = (home: string) => `${home}-database`;
const template = (change: Partial<Template> = {}): Template => ({
  folder: join(folder, 'template'),
  fingerprint: 'this version',
  usable: () => true,
  make: async (home) => {
    made += 1;
    mkdirSync(join(home, 'keys'));
    mkdirSync(elsewhere(home));
    writeFileSync(join(home, 'keys', 'root.json'), `key ${made}`);
    writeFileSync(join(elsewhere(home), 'rows'), 'rows');
  },
  partsOf: (home) => [home, elsewhere(home)],
  ...change,
});
const take = async (change?: Partial<Template>) => {
  const home = await takeTemplate(template(change));
  return readFileSync(join(home, 'keys', 'root.json'), 'utf8');
};

beforeEach(() => {
  folder = temporaryFolder('lachan-template-');
  made = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a template is made once, also where several ask at the same time', async () => {
  expect(await Promise.all([take(), take(), take()])).toEqual(['key 1', 'key 1', 'key 1']);
  expect(await take()).toBe('key 1');
  expect(readdirSync(join(folder, 'template')).sort()).toEqual(['home', 'home-database', 'stamp.json']);
});

describe('a template is refused and made anew', () => {
  const home = (...path: string[]) => join(folder, 'template', ...path);
  test.each<[string, () => void, Partial<Template>?]>([
    ['of another version of the code', () => undefined, { fingerprint: 'the next version' }],
    ['whose present is over', () => undefined, { usable: () => false }],
    ['with a byte changed', () => writeFileSync(home('home', 'keys', 'root.json'), 'key 9')],
    ['with a byte changed in the part that lies elsewhere', () => writeFileSync(home('home-database', 'rows'), 'rowz')],
    ['with a file more', () => writeFileSync(home('home', 'more'), '')],
    ['with a file less', () => rmSync(home('home', 'keys', 'root.json'))],
    ['without its other part', () => rmSync(home('home-database'), { recursive: true })],
    ['half written: no stamp', () => rmSync(home('stamp.json'))],
    ['half written: half a stamp', () => writeFileSync(home('stamp.json'), '{"fingerprint":"this ver')],
  ])('%s', async (_what, spoil, change) => {
    await take();
    spoil();
    expect(await take(change)).toBe('key 2');
    if (!change) expect(await take()).toBe('key 2');
  });

  test('whose making failed, and what it left', async () => {
    const fails = async (draft: string) => {
      writeFileSync(join(draft, 'half'), '');
      mkdirSync(elsewhere(draft));
      throw new Error('the disk is full');
    };
    await expect(take({ make: fails })).rejects.toThrow('the disk is full');
    expect(await take()).toBe('key 1');
    expect(readdirSync(home('home'))).toEqual(['keys']);
  });

  test('whose maker was killed', async () => {
    mkdirSync(home(), { recursive: true });
    writeFileSync(home('making.pid'), '999999999');
    expect(await take()).toBe('key 1');
  });
});

test('the invented present is believed for an hour of the same day in Viet Nam', () => {
  const now = new Date('2026-11-27T10:00:00Z');
  expect(isStillPresent(new Date('2026-11-27T09:01:00Z'), now)).toBe(true);
  expect(isStillPresent(new Date('2026-11-27T08:59:00Z'), now)).toBe(false);
  // A clock that was set back: what lies in the future never happened.
  expect(isStillPresent(new Date('2026-11-27T10:01:00Z'), now)).toBe(false);
  const midnight = new Date('2026-11-26T17:00:00Z');
  expect(isStillPresent(new Date(midnight.getTime() - 60_000), new Date(midnight.getTime() + 60_000))).toBe(false);
});
