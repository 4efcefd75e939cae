import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pictureStyle } from './art/picture-style.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

test('a picture that leaves the page carries the values of the tokens, light and dark', () => {
  const { whole, of } = pictureStyle(read('tokens.css'), read('art/art.css'));
  expect(whole).not.toContain('var(');
  expect(whole).not.toContain('oklch');
  const tiny = ':root { --art-night: light-dark(oklch(0 0 0), oklch(1 0 0)); }';
  expect(pictureStyle(tiny, '.art .f-night {\n fill: var(--art-night);\n}').whole).toBe(
    '.f-night{fill: #000000;}@media (prefers-color-scheme:dark){.f-night{fill: #ffffff;}}',
  );
  const used = of('<svg><path class="l s-leaf" /></svg>');
  expect(used).toContain('.s-leaf{');
  expect(used).toContain('.l{');
  expect(used).not.toContain('.f-leaf');
});

test('a paint whose token is missing is a bug', () => {
  expect(() => pictureStyle('', '.art .f-leaf { fill: var(--art-leaf); }')).toThrow('--art-leaf');
});

test('what the house draws cards with are the light paints of the pages', () => {
  const kept = JSON.parse(read('../../src/learning/fan-pages/drawing-paints.json')) as {
    paints: Record<string, string>;
  };
  const light = pictureStyle(read('tokens.css'), read('art/art.css')).whole.split('@media')[0] ?? '';
  const paints = [...light.matchAll(/\.([a-z0-9-]+)\{([^}]*)\}/g)].map(([, name, body = '']) => [
    name,
    body.trim().replace(/;$/, ''),
  ]);
  expect(kept.paints).toEqual(Object.fromEntries(paints));
});
