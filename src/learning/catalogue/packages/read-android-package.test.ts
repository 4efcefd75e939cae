import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  compileManifest,
  dex,
  type SampleApp,
  sampleManifest,
  samplePackage,
  signingBlock,
  zip,
} from './android-package.testing.ts';
import { type AndroidPackage, read } from './read-android-package.ts';
import trackers from './trackers.json' with { type: 'json' };

function whole(file: Uint8Array): AndroidPackage {
  const said = read(file);
  if ('fault' in said) throw new Error(said.fault);
  return said.read;
}
const faultOf = (file: Uint8Array) => {
  const said = read(file);
  return 'fault' in said ? said.fault : 'read';
};
const manifestFile = (bytes: Uint8Array) => ({ name: 'AndroidManifest.xml', bytes });
const withManifest = (app: SampleApp, more: Uint8Array = new Uint8Array()) =>
  zip([manifestFile(compileManifest(sampleManifest(app), { more }))]);

describe('a package', () => {
  it('says its name, version, permissions, what others may call, its code and who signed it', () => {
    const certificate = Buffer.from('an invented certificate');
    const said = whole(
      samplePackage(
        {
          permissions: ['android.permission.CAMERA', 'android.permission.CAMERA', 'android.permission.INTERNET'],
          application: { debuggable: true, usesCleartextTraffic: false },
          components: [
            { name: 'activity', attributes: { name: '.Main' }, children: [{ name: 'intent-filter' }] },
            {
              name: 'service',
              attributes: { name: '.Closed', exported: false },
              children: [{ name: 'intent-filter' }],
            },
            { name: 'receiver', attributes: { name: '.Open', exported: true } },
            { name: 'provider', attributes: { name: '.Silent' } },
            // Its resources say whether it is open, which are not read: the worst counts.
            { name: 'service', attributes: { name: '.Elsewhere', exported: 0x7f050000 } },
            // No component: others cannot call it.
            { name: 'meta-data', attributes: { exported: true } },
          ],
        },
        [dex(['example.vuonchu.Main', 'com.appsflyer.Hub']), dex(['example.vuonchu.More'])],
        signingBlock([certificate]),
      ),
    );
    expect(said).toEqual({
      form: 'APK',
      parts: 1,
      packageName: 'example.vuonchu',
      versionName: '4.2.0',
      versionCode: 42,
      minSdk: 24,
      targetSdk: 36,
      permissions: ['android.permission.CAMERA', 'android.permission.INTERNET'],
      components: 5,
      exported: 3,
      debuggable: true,
      cleartext: false,
      networkConfig: false,
      signer: { scheme: 'v2', certificates: [createHash('sha256').update(certificate).digest('hex')] },
      code: { files: 2, unread: 0, classes: 3 },
      found: [{ id: 'appsflyer', example: 'com.appsflyer.Hub' }],
      listVersion: trackers.version,
      places: ['example.vuonchu', 'com.appsflyer'],
    });
  });

  it('is read with texts of either kind, and with a manifest that is stored as it is', () => {
    const root = sampleManifest({ permissions: ['android.permission.CAMERA'] });
    for (const utf8 of [true, false]) {
      const said = whole(zip([{ ...manifestFile(compileManifest(root, { utf8 })), stored: true }]));
      expect([said.packageName, said.permissions]).toEqual(['example.vuonchu', ['android.permission.CAMERA']]);
    }
  });

  it('in parts counts as one: every permission and all code of them', () => {
    const base = samplePackage({ permissions: ['android.permission.CAMERA'] });
    const language = samplePackage({ split: 'config.vi', permissions: ['android.permission.READ_SMS'] }, []);
    const feature = samplePackage({ split: 'feature' }, [dex(['com.adjust.sdk.Adjust'])]);
    const said = whole(
      zip([
        { name: 'base.apk', bytes: base, stored: true },
        { name: 'config.vi.apk', bytes: language },
        { name: 'feature.apk', bytes: feature },
        { name: 'manifest.json', bytes: Buffer.from('{}') },
      ]),
    );
    expect(said).toMatchObject({
      form: 'XAPK',
      parts: 3,
      permissions: ['android.permission.CAMERA', 'android.permission.READ_SMS'],
      code: { files: 2, unread: 0, classes: 2 },
      found: [{ id: 'adjust' }],
    });
  });

  it('of two apps in one archive, or of a part whose app is not there, is none', () => {
    const other = samplePackage({ packageName: 'example.khac', split: 'config' });
    const two = (one: Buffer, next: Buffer) =>
      zip([
        { name: 'a.apk', bytes: one },
        { name: 'b.apk', bytes: next },
      ]);
    expect(faultOf(two(samplePackage(), samplePackage()))).toBe('damaged');
    expect(faultOf(two(samplePackage(), other))).toBe('damaged');
    expect(faultOf(zip([{ name: 'a.apk', bytes: samplePackage({ split: 'config' }) }]))).toBe('damaged');
  });

  it('names the newest scheme that it is signed by, and nobody where it is not', () => {
    const block = (id: number) => whole(samplePackage({}, [], signingBlock([Buffer.from('x')], id))).signer;
    expect(block(0x7109871a)?.scheme).toBe('v2');
    expect(block(0xf05368c0)?.scheme).toBe('v3');
    expect(block(0x1b93ad61)?.scheme).toBe('v3.1');
    expect(block(0x42726577)).toBeNull();
    expect(whole(samplePackage()).signer).toBeNull();
    const two = signingBlock([Buffer.from('x'), Buffer.from('y')]);
    expect(whole(samplePackage({}, [], two)).signer?.certificates).toHaveLength(2);
  });
});

describe('code', () => {
  const found = (...classes: string[]) => whole(samplePackage({}, [dex(classes)])).found.map(({ id }) => id);

  it('is known by the beginnings of the list, by whole names, and by nothing that merely looks like them', () => {
    expect(found('com.adjust.sdk.Adjust')).toEqual(['adjust']);
    expect(found('com.adjust.sdkfake.Adjust', 'org.com.adjust.sdk.Adjust')).toEqual([]);
    expect(found('com.google.android.gms.ads.AdView$Inner')).toEqual(['admob']);
    // The advertising id alone shows no adverts.
    expect(found('com.google.android.gms.ads.identifier.AdvertisingIdClient')).toEqual([]);
    expect(found('com.google.android.gms.ads.AdViewer')).toEqual([]);
  });

  it('leaves where its classes stand, for a later list, and neither their names nor what is no name', () => {
    const classes = ['a.b.c.d.e.f.Deep', 'a.b.Main', 'a.b.Other', 'NoPlace', 'x.\u00e9.Odd'];
    expect(whole(samplePackage({}, [dex(classes)])).places).toEqual(['a.b.c.d.e', 'a.b']);
    const many = Array.from({ length: 9_000 }, (_none, nth) => `p${nth}.Main`);
    expect(whole(samplePackage({}, [dex(many)])).places).toHaveLength(8_000);
  });

  it('that is only named is not there', () => {
    const said = whole(samplePackage({}, [dex(['example.vuonchu.Main'], ['com.appsflyer.AppsFlyerLib'])]));
    expect([said.found, said.code.classes]).toEqual([[], 1]);
  });

  it('that cannot be read is counted as such, and the rest is still read', () => {
    const newer = dex(['example.Hidden'], [], '041');
    const said = whole(samplePackage({}, [newer, dex(['com.appsflyer.Hub']), Buffer.from('no code at all')]));
    expect(said.code).toEqual({ files: 3, unread: 2, classes: 1 });
    expect(said.found.map(({ id }) => id)).toEqual(['appsflyer']);
  });
});

describe('a hostile file', () => {
  it('that is no package is told so', () => {
    expect(faultOf(new Uint8Array())).toBe('not-android');
    expect(faultOf(Buffer.from('MZ not a package'))).toBe('not-android');
    expect(faultOf(zip([{ name: 'hello.txt', bytes: Buffer.from('hello') }]))).toBe('not-android');
    // A manifest as people write it, not as it is compiled.
    expect(faultOf(zip([manifestFile(Buffer.from('<manifest package="a.b"/>'))]))).toBe('damaged');
  });

  it('that unpacks to more than it may, or than it says, is not unpacked', () => {
    const zeros = Buffer.alloc(96 * 2 ** 20);
    expect(faultOf(zip([manifestFile(zeros)]))).toBe('too-much');
    expect(faultOf(zip([{ ...manifestFile(zeros), size: 1_000 }]))).toBe('too-much');
    const code = (file: object) =>
      zip([
        manifestFile(compileManifest(sampleManifest())),
        { name: 'classes.dex', bytes: zeros.subarray(0, 2 ** 20), ...file },
      ]);
    expect(faultOf(code({ size: 0xffffffff }))).toBe('too-much');
    expect(faultOf(code({ size: 100 }))).toBe('too-much');
    // Many that are each small enough are together too much.
    const many = Array.from({ length: 9 }, (_none, nth) => ({
      name: `classes${nth === 0 ? '' : nth + 1}.dex`,
      bytes: zeros.subarray(0, 60 * 2 ** 20),
    }));
    expect(faultOf(zip([manifestFile(compileManifest(sampleManifest())), ...many]))).toBe('too-much');
  }, 120_000);

  it('with a bomb within a package within an archive is not unpacked', () => {
    const bomb = zip([manifestFile(Buffer.alloc(64 * 2 ** 20))]);
    expect(faultOf(zip([{ name: 'base.apk', bytes: bomb }]))).toBe('too-much');
    const parts = Array.from({ length: 61 }, (_none, nth) => ({ name: `${nth}.apk`, bytes: Buffer.from('x') }));
    expect(faultOf(zip(parts))).toBe('too-much');
  });

  it('with two files of one name, of which another reader might take the other, is refused', () => {
    const manifest = manifestFile(compileManifest(sampleManifest()));
    expect(faultOf(zip([manifest, manifest]))).toBe('damaged');
    const code = { name: 'classes.dex', bytes: dex(['a.b.C']) };
    expect(faultOf(zip([manifest, code, code]))).toBe('damaged');
  });

  it('with names that lead elsewhere leads nowhere: a name is never a path', () => {
    const said = whole(
      zip([
        manifestFile(compileManifest(sampleManifest())),
        { name: '../../../../tmp/classes.dex', bytes: dex(['com.appsflyer.Hub']) },
        { name: '/etc/passwd', bytes: Buffer.from('x') },
        { name: 'assets/AndroidManifest.xml', bytes: Buffer.from('x') },
      ]),
    );
    expect([said.code.files, said.found]).toEqual([0, []]);
  });

  it('with offsets, sizes and counts that are not so is refused', () => {
    const manifest = manifestFile(compileManifest(sampleManifest()));
    expect(faultOf(zip([{ ...manifest, at: 0xfffffff0 }]))).toBe('damaged');
    expect(faultOf(zip([{ ...manifest, packed: 0x7fffffff }]))).toBe('damaged');
    expect(faultOf(zip([{ ...manifest, method: 14 }]))).toBe('damaged');
    expect(faultOf(zip([manifest], new Uint8Array(), 60_000))).toBe('damaged');
    const block = signingBlock([Buffer.from('x')]);
    block.writeUInt32LE(0x7ffffff0, 0);
    expect(faultOf(samplePackage({}, [], block))).toBe('damaged');
    const endless = signingBlock([Buffer.from('x')]);
    // A pair of length nothing would never move on.
    endless.writeUInt32LE(0, 8);
    expect(faultOf(samplePackage({}, [], endless))).toBe('damaged');
    const code = dex(['com.appsflyer.Hub']);
    code.writeUInt32LE(0xfffffff0, 0x64);
    expect(whole(samplePackage({}, [code])).code.unread).toBe(1);
    const classes = dex(['com.appsflyer.Hub']);
    classes.writeUInt32LE(0x7fffffff, 0x60);
    expect(faultOf(samplePackage({}, [classes]))).toBe('too-much');
  });

  it('whose manifest leads back to itself, is too deep, closes what it never opened or ends early is refused', () => {
    const looping = Buffer.alloc(16);
    looping.writeUInt16LE(0x0102, 0);
    looping.writeUInt16LE(8, 2);
    // A chunk of no size would be read for ever.
    looping.writeUInt32LE(0, 4);
    expect(faultOf(withManifest({}, looping))).toBe('damaged');
    const closing = Buffer.alloc(24);
    closing.writeUInt16LE(0x0103, 0);
    closing.writeUInt16LE(16, 2);
    closing.writeUInt32LE(24, 4);
    expect(faultOf(withManifest({}, closing))).toBe('damaged');
    let deep = { name: 'activity' } as { name: string; children?: readonly object[] };
    for (let level = 0; level < 100; level += 1) deep = { name: 'activity', children: [deep] };
    expect(faultOf(zip([manifestFile(compileManifest({ ...sampleManifest(), children: [deep as never] }))]))).toBe(
      'damaged',
    );
    const compiled = compileManifest(sampleManifest());
    for (let length = 0; length < compiled.length; length += 1)
      expect(faultOf(zip([manifestFile(compiled.subarray(0, length))])), String(length)).toBe('damaged');
  });

  it('with a million texts, or with a million that are not there, is read as far as it is asked for', () => {
    const texts = (spare: number, utf8: boolean) =>
      faultOf(zip([manifestFile(compileManifest(sampleManifest(), { utf8, spare }))]));
    expect(texts(1_000_000, true)).toBe('read');
    expect(texts(1_000_000, false)).toBe('too-much');
    const lying = compileManifest(sampleManifest());
    // The number of texts stands eight bytes after the beginning of their chunk.
    lying.writeUInt32LE(1_000_000, 8 + 8);
    expect(faultOf(zip([manifestFile(lying)]))).toBe('damaged');
    const many = Array.from({ length: 3_000 }, (_none, nth) => `example.permission.P${nth}`);
    expect(faultOf(withManifest({ permissions: many }))).toBe('too-much');
  });

  it('changed anywhere or cut off anywhere is read or refused, and nothing else', () => {
    const sound = samplePackage(
      { permissions: ['android.permission.CAMERA'] },
      [dex(['com.appsflyer.Hub', 'example.vuonchu.Main'])],
      signingBlock([Buffer.from('x')]),
    );
    for (let length = 0; length < sound.length; length += 1)
      expect(faultOf(sound.subarray(0, length))).not.toBe('read');
    const answers = new Set<string>();
    for (let nth = 0; nth < 5_000; nth += 1) {
      const file = Buffer.from(sound);
      for (let place = 0; place <= nth % 12; place += 1)
        file[(nth * 7_919 + place * 104_729) % file.length] = (nth * 31 + place * 17) & 0xff;
      answers.add(faultOf(file));
    }
    expect([...answers].toSorted()).toEqual(expect.arrayContaining(['damaged', 'not-android', 'read']));
  });
});
