import { expect, test } from 'vitest';
import { iconOf, installNames, manifestOf, readInstallName } from './installed.ts';
import { sharedParts } from './shared-text.ts';

test.each(installNames)('%s is installed under its own name, and what is shared comes as a post', (name) => {
  for (const lang of ['vi', 'en'] as const) {
    const manifest = manifestOf(name, lang) as {
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
    expect(JSON.stringify(manifestOf('doc-choi', lang))).not.toMatch(/lá chắn|shield|111/i);
  expect(iconOf('doc-choi')).not.toBe(iconOf('la-chan'));
  expect(new Set(installNames.map((name) => manifestOf(name, 'vi').id)).size).toBe(installNames.length);
});

test('no other name is one', () => {
  for (const name of ['', 'x', 'LA-CHAN', '../la-chan', undefined, 1]) expect(readInstallName(name)).toBeUndefined();
});
