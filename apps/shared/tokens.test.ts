import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Colour = [lightness: number, chroma: number, hue: number];
const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** Every colour of the file by name, as [light, dark]; a colour written once stands for both. */
const tokens = new Map<string, [Colour, Colour]>();
for (const [, name = '', value = ''] of css.matchAll(/--([a-z0-9-]+):\s*((?:light-dark\()?oklch\([^;]+);/g)) {
  const found = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(
    ([, l, c, h]): Colour => [Number(l), Number(c), Number(h)],
  );
  const [light, dark = light] = found;
  if (light && dark) tokens.set(name, [light, dark]);
}

/** WCAG relative luminance of an OKLCH colour (Björn Ottosson's OKLab matrices, clipped to sRGB). */
function luminance([l, c, h]: Colour): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  return (
    0.2126 * clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short) +
    0.7152 * clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short) +
    0.0722 * clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short)
  );
}

function contrast(one: string, other: string, theme: 0 | 1): number {
  const pair = [one, other].map((name) => {
    const colour = tokens.get(name);
    if (!colour) throw new Error(`no token --${name}`);
    return luminance(colour[theme]);
  });
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}

const surfaces = ['paper', 'paper-raised', 'paper-sunk'];
const text: [string, string][] = [
  ...surfaces.flatMap((surface) =>
    ['ink', 'ink-soft', 'leaf', 'leaf-strong', 'rain', 'clay', 'ember'].map((ink): [string, string] => [ink, surface]),
  ),
  ...['leaf', 'rain', 'sun', 'clay', 'ember'].flatMap((name): [string, string][] => [
    ['ink', `${name}-soft`],
    ['ink-soft', `${name}-soft`],
  ]),
  ['leaf-strong', 'leaf-soft'],
  ['rain', 'rain-soft'],
  ['clay', 'clay-soft'],
  ['clay', 'sun-soft'],
  ['ember', 'ember-soft'],
  ['on-leaf', 'leaf'],
  ['on-leaf', 'leaf-strong'],
  ['on-sun', 'sun'],
  ['on-ember', 'ember'],
  ['on-exit', 'exit'],
  ['on-nav', 'nav'],
  ['on-nav', 'nav-on'],
  ['on-nav-soft', 'nav'],
  ['ink', 'art-rain-pale'],
];
const marks: [string, string][] = surfaces.flatMap((surface) =>
  ['line-strong', 'exit', 'chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6'].map(
    (mark): [string, string] => [mark, surface],
  ),
);
const themes = [
  ['light', 0],
  ['dark', 1],
] as const;

test('the file gives a light and a dark value for every colour that a surface or a text uses', () => {
  expect(tokens.size).toBeGreaterThan(40);
  expect(tokens.get('ink')?.[0]).not.toEqual(tokens.get('ink')?.[1]);
});

test('the measure is WCAG: black on white is 21, and a mid grey on white is known', () => {
  const ratio = (one: Colour, other: Colour) => (luminance(one) + 0.05) / (luminance(other) + 0.05);
  expect(ratio([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 1);
  // #767676 on white is 4.54; its OKLCH lightness is 0.5680.
  expect(ratio([1, 0, 0], [0.568, 0, 0])).toBeCloseTo(4.54, 1);
});

test.each(themes.flatMap(([theme, at]) => text.map(([ink, surface]) => [ink, surface, theme, at] as const)))(
  'text %s on %s, %s: at least 4.5',
  (ink, surface, _theme, at) => {
    expect(contrast(ink, surface, at)).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(themes.flatMap(([theme, at]) => marks.map(([mark, surface]) => [mark, surface, theme, at] as const)))(
  'mark %s on %s, %s: at least 3',
  (mark, surface, _theme, at) => {
    expect(contrast(mark, surface, at)).toBeGreaterThanOrEqual(3);
  },
);
