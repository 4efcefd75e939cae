import { describe, expect, it } from 'vitest';
import { dex, samplePackage, signingBlock } from './android-package.testing.ts';
import { foundSince, saidOfPackage } from './package-reading.ts';
import { trackerList } from './package-signs.ts';
import { permissionWords } from './permission-words.ts';
import { read } from './read-android-package.ts';

const app = { permissions: ['android.permission.CAMERA'] };
const sound = read(samplePackage(app, [dex(['com.appsflyer.Hub'])], signingBlock([Buffer.from('x')])));

describe('what the program that reads packages says', () => {
  it('is believed where it is what a reader says, and nowhere else', () => {
    const believed = (said: unknown) => saidOfPackage.safeParse(said).success;
    const { read: facts } = sound as { read: object };
    expect(believed(sound)).toBe(true);
    expect(believed({ fault: 'damaged' })).toBe(true);
    for (const said of [
      undefined,
      null,
      'x',
      {},
      { read: {} },
      { fault: 'unheard-of' },
      { ...sound, fault: 'damaged' },
    ])
      expect(believed(said)).toBe(false);
    const lies: object[] = [
      { packageName: 'x' },
      { packageName: 'a.b\u0000' },
      { versionName: 'x'.repeat(300) },
      { versionName: '1\u0007' },
      { permissions: ['<b>'] },
      { found: [{ id: 'nobody', example: 'a.B' }] },
      { found: [{ id: 'appsflyer', example: 'a b' }] },
      { places: ['../x'] },
      { code: { files: -1, unread: 0, classes: 0 } },
      { signer: { scheme: 'v9', certificates: [] } },
      { more: 1 },
    ];
    for (const lie of lies) expect(believed({ read: { ...facts, ...lie } }), JSON.stringify(lie)).toBe(false);
  });
});

describe('a later list', () => {
  it('is asked again by where classes stand, and names only what is new', () => {
    const kept = {
      found: [{ id: 'appsflyer', example: 'com.appsflyer.Hub' }],
      places: ['com.appsflyer', 'com.newco.sdk.a'],
    };
    const entry = (id: string, ...prefixes: string[]) => ({ id, name: id.toUpperCase(), prefixes });
    const list = [
      entry('appsflyer', 'com.appsflyer.'),
      entry('newco', 'com.newco.sdk.'),
      entry('near', 'com.newco.s'),
      entry('class', 'com.newco.sdk.a.Main'),
      entry('absent', 'com.absent.'),
    ];
    expect(foundSince(kept, list)).toEqual(['NEWCO']);
    expect(foundSince(kept, trackerList.entries)).toEqual([]);
  });
});

it('a permission has words, or is told by its name alone', () => {
  expect(permissionWords('android.permission.CAMERA')?.vi).toBe('chụp ảnh, quay phim');
  expect(permissionWords('example.permission.OWN')).toBeUndefined();
  expect(permissionWords('__proto__')).toBeUndefined();
});
