import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { iconOf, iconSizes, installNames, manifestOf, readInstallName } from './installed.ts';
import { sharedParts } from './shared-text.ts';

const files = { 180: '/a.png', 192: '/b.png', 512: '/c.png' };

test.each(installNames)('%s is installed under its own name, and what is shared comes as a post', (name) => {
  for (const lang of ['vi', 'en'] as const) {
    const manifest = manifestOf(name, lang, files) as {
      share_target: { method: string; action: string; params: Record<string, string> };
      scope: string;
      start_url: string;
      id: string;
    };
    expect(manifest.share_target.method).toBe('POST');
    expect(Object.keys(manifest.share_target.params)).toEqual(sharedParts);
    expect(JSON.stringify(manifest.share_target)).not.toContain('files');
    for (const path of [manifest.start_url, manifest.share_target.action])
      expect(path.startsWith(manifest.scope)).toBe(true);
  }
});

test('the plain name tells nothing, neither as a word nor as a drawing of its own', () => {
  for (const lang of ['vi', 'en'] as const)
    expect(JSON.stringify(manifestOf('doc-choi', lang, files))).not.toMatch(/lá chắn|shield|111/i);
  expect(iconOf('doc-choi')).not.toBe(iconOf('la-chan'));
  expect(new Set(installNames.map((name) => manifestOf(name, 'vi', files).id)).size).toBe(installNames.length);
});

test('no other name is one', () => {
  for (const name of ['', 'x', 'LA-CHAN', '../la-chan', undefined, 1]) expect(readInstallName(name)).toBeUndefined();
});

test('the pixels are those of the drawing', async () => {
  for (const name of installNames)
    for (const size of iconSizes) {
      const drawn = await sharp(Buffer.from(iconOf(name)))
        .resize(size, size)
        .removeAlpha()
        .raw()
        .toBuffer();
      const kept = await sharp(join(import.meta.dirname, `../../../shared/brand/icons/${name}-${size}.png`))
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer();
      expect([name, size, kept.length]).toEqual([name, size, drawn.length]);
      const apart = drawn.reduce((sum, value, at) => sum + Math.abs(value - (kept[at] as number)), 0) / drawn.length;
      expect([name, size, apart < 2]).toEqual([name, size, true]);
    }
});
