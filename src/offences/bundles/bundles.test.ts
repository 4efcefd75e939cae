import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPdf } from '../../documents/index.ts';
import { askTimeStamp } from './ask-time-stamp.ts';
import { bagTags } from './bag.ts';
import { bundleKey, sampleArtefact, sampleBundle, sampleFacts } from './bundles.testing.ts';
import { openContainer } from './container.ts';
import { MANIFEST, SIGNATURE, STAMP } from './court-bundle.ts';
import { openSealed, sealFor } from './seal-for.ts';
import { openssl, openTestAuthority, type TestAuthority } from './test-authority.testing.ts';
import { readTimeStamp, timeStampRequest } from './time-stamp.ts';
import { timelineDocument } from './timeline-document.ts';
import { CONTAINER, verifyCourtBundle } from './verify-court-bundle.ts';

const KEY = Buffer.from(bundleKey.publicKey).toString('hex');
let folder: string;
let authority: TestAuthority;
let certificates: X509Certificate[];
const settings = () => ({
  url: `${authority.server.url}/tsa`,
  certificatesFile: authority.certificates,
});
const stamp = async (digest: Buffer) => {
  const got = await askTimeStamp(settings(), digest);
  if (!got.ok) throw new Error(got.refusal.code);
  return got.value.answer;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lachan-bundle-'));
  authority = await openTestAuthority();
  certificates = [new X509Certificate(readFileSync(authority.certificates))];
});
afterAll(async () => {
  await authority.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The verifier that lies in a bundle, run by the machine's own python. */
function python(bundle: Uint8Array, key = KEY): { readonly code: number; readonly said: string } {
  const path = join(folder, 'goi.zip');
  writeFileSync(path, bundle);
  const program = new URL('./kiem_tra.py', import.meta.url).pathname;
  const ran = spawnSync('python3', ['-I', program, path, key], { encoding: 'utf8' });
  return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
}

/** Where the bytes of each file lie in the ZIP. */
function placesOf(bundle: Buffer): readonly { readonly path: string; readonly from: number; readonly to: number }[] {
  const { files } = openContainer(bundle) as NonNullable<ReturnType<typeof openContainer>>;
  return files.map(({ path, bytes }) => {
    const name = Buffer.from(`GC-ABCD-1234/${path}`);
    const head = bundle.indexOf(Buffer.concat([Buffer.of(name.length & 0xff, name.length >> 8, 0, 0), name]));
    const from = head + 4 + name.length;
    return { path, from, to: from + bytes.length };
  });
}

const flipped = (bundle: Buffer, bit: number): Buffer => {
  const changed = Buffer.from(bundle);
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  return changed;
};

describe('a bundle for a court', () => {
  it('is a bag that other tools open: BagIt, SHA-256, Ed25519 and RFC 3161, all by programs that are not ours', async () => {
    const bundle = await sampleBundle(3, { stamp });
    writeFileSync(join(folder, 'open.zip'), bundle);
    execFileSync('python3', ['-m', 'zipfile', '-e', 'open.zip', 'opened'], { cwd: folder });
    const bag = join(folder, 'opened', 'GC-ABCD-1234');
    const sums = (file: string) => execFileSync('sha256sum', ['-c', '--strict', file], { cwd: bag, encoding: 'utf8' });
    expect(sums('manifest-sha256.txt').trim().split('\n')).toHaveLength(3);
    expect(sums('tagmanifest-sha256.txt')).toContain(`${STAMP}: OK`);
    expect(readFileSync(join(bag, 'bagit.txt'), 'utf8')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    );
    const payload = readdirSync(join(bag, 'data')).map((name) => statSync(join(bag, 'data', name)).size);
    const bytes = payload.reduce((sum, size) => sum + size, 0);
    expect(readFileSync(join(bag, 'bag-info.txt'), 'utf8')).toContain(`Payload-Oxum: ${bytes}.3\n`);
    expect(
      openssl(
        ['pkeyutl', '-verify', '-pubin', '-inkey', 'public-key.pem', '-rawin', '-in', MANIFEST, '-sigfile', SIGNATURE],
        bag,
      ),
    ).toContain('Signature Verified Successfully');
    const proved = (data: string) =>
      spawnSync('openssl', ['ts', '-verify', '-in', STAMP, '-data', data, '-CAfile', authority.certificates], {
        cwd: bag,
        encoding: 'utf8',
      });
    expect(`${proved(MANIFEST).stdout}${proved(MANIFEST).stderr}`).toContain('Verification: OK');
    const other = readFileSync(join(bag, MANIFEST));
    other[100] = (other[100] as number) ^ 1;
    writeFileSync(join(bag, 'other.json'), other);
    expect(proved('other.json').status).not.toBe(0);
    expect(python(bundle)).toEqual({ code: 0, said: expect.stringContaining('DUNG:') });
    const verdict = verifyCourtBundle(bundle, bundleKey.publicKey, certificates);
    expect(verdict.faults).toEqual([]);
    expect(Math.abs((verdict.stampedAt as Date).getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('with any bit flipped is refused, and the changed part is named', async () => {
    const bundle = await sampleBundle(2, { stamp });
    const places = placesOf(bundle);
    const partAt = (byte: number) => places.find(({ from, to }) => byte >= from && byte < to)?.path;
    fc.assert(
      fc.property(fc.nat(bundle.length * 8 - 1), (bit) => {
        const { faults } = verifyCourtBundle(flipped(bundle, bit), bundleKey.publicKey, certificates);
        const part = partAt(bit >> 3);
        expect(faults.length, `bit ${bit}`).toBeGreaterThan(0);
        if (part !== undefined)
          expect(
            faults.map((one) => one.part),
            `bit ${bit}`,
          ).toEqual([part]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('is refused by the program that lies in it too, which names the same part', async () => {
    const bundle = await sampleBundle(2, { stamp });
    const places = placesOf(bundle);
    const bits = [
      ...places.map(({ from, to }) => ((from + to) >> 1) * 8 + 3),
      // The frame of the ZIP: first header, a time, the directory, its end.
      8,
      12 * 8,
      (bundle.length - 60) * 8,
      (bundle.length - 3) * 8,
    ];
    for (const [place, bit] of bits.entries()) {
      const changed = flipped(bundle, bit);
      const { code, said } = python(changed);
      const part = places[place]?.path;
      expect(code, `bit ${bit}: ${said}`).toBe(1);
      expect(said).toMatch(/^SAI: /);
      if (part) expect(said.trim()).toBe(`SAI: ${part}`);
    }
  });

  it('is refused with another key, another file, one file less, and bytes behind its end', async () => {
    const bundle = await sampleBundle(2);
    expect(verifyCourtBundle(bundle, bundleKey.publicKey).faults).toEqual([]);
    expect(python(bundle, '11'.repeat(32)).code).toBe(1);
    expect(verifyCourtBundle(bundle, Buffer.alloc(32, 1)).faults).toEqual([{ part: SIGNATURE, reason: 'signature' }]);
    for (const changed of [
      bundle.subarray(0, -1),
      Buffer.concat([bundle, Buffer.of(0)]),
      Buffer.alloc(0),
      Buffer.from('PK'),
    ]) {
      expect(verifyCourtBundle(changed, bundleKey.publicKey).faults.map((one) => one.part)).toEqual([CONTAINER]);
      expect(python(changed).said).toContain('SAI: ZIP');
    }
  });

  it('without an authority says in words that it has no stamp', async () => {
    const { files } = openContainer(await sampleBundle(1)) as NonNullable<ReturnType<typeof openContainer>>;
    const read = (path: string) => Buffer.from(files.find((one) => one.path === path)?.bytes ?? []).toString('utf8');
    expect(JSON.parse(read(MANIFEST))).toMatchObject({ timeStamp: 'NONE' });
    expect(read('HUONG-DAN.txt')).toContain('KHÔNG có dấu thời gian');
    expect(read('DOC.html')).toContain('Không có: hệ thống chưa kết nối');
    expect(files.map((one) => one.path)).not.toContain(STAMP);
  });

  it('has a reading page that runs nothing and fetches nothing, with every word escaped', async () => {
    const { files } = openContainer(await sampleBundle(1)) as NonNullable<ReturnType<typeof openContainer>>;
    const page = Buffer.from(files.find((one) => one.path === 'DOC.html')?.bytes ?? []).toString('utf8');
    expect(page).not.toMatch(/<script|<img|<link|<a |src=|href=|url\(|\son[a-z]+=/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('Mẫu &#60;b&#62;&#38;');
  });

  it('has a record form with time, person, tool and the digest of each part', async () => {
    const { artefact } = sampleArtefact(1);
    const facts = sampleFacts([artefact]);
    const words = JSON.stringify(timelineDocument(facts));
    for (const wanted of [
      '10 giờ 00 phút, 01/12/2026',
      'Trần Văn Mẫu (A05)',
      'Lá Chắn 0.1.0',
      'Giá trị băm SHA-256',
      artefact.sha256.slice(0, 8),
    ])
      expect(words).toContain(wanted);
    const pdf = await renderPdf(timelineDocument(facts), { standard: 'a-2a', madeAt: new Date(facts.manifest.madeAt) });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('takes no path that another system spells otherwise', () => {
    for (const path of ['data/a b', '../a', 'data/../x', 'other/a', 'data/ă'])
      expect(() => bagTags([{ path, bytes: Buffer.alloc(1) }], [])).toThrow(TypeError);
    expect(() => bagTags([], [['Reason', 'a\nb']])).toThrow(TypeError);
  });

  it('is sealed for one unit: any age program of theirs opens it, nobody else’s, and no changed byte of it opens', async () => {
    const identity = await generateIdentity();
    const bundle = await sampleBundle(1);
    const sealed = await sealFor(await identityToRecipient(identity), bundle);
    expect(sealed.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect((await openSealed(sealed, identity)).equals(bundle)).toBe(true);
    await expect(openSealed(sealed, await generateIdentity())).rejects.toThrow();
    const at = Math.floor(sealed.length * 0.7);
    await expect(openSealed(flipped(sealed, at * 8), identity)).rejects.toThrow();
  });
});

describe('a time stamp', () => {
  const digest = createHash('sha256').update('manifest').digest();

  it.each(['rsa', 'ec'] as const)(
    'of a real authority with a key of %s is proved, and one flipped bit of it is not',
    async (kind) => {
      const own = await openTestAuthority(kind);
      const { body, nonce } = timeStampRequest(digest);
      const answer = own.reply(body);
      const trusted = [new X509Certificate(readFileSync(own.certificates))];
      expect(readTimeStamp(answer, { digest, nonce }, trusted)).toMatchObject({
        serial: expect.any(String),
        at: expect.any(Date),
      });
      expect(readTimeStamp(answer, { digest: Buffer.alloc(32), nonce }, trusted)).toEqual({ fault: 'other-digest' });
      expect(readTimeStamp(answer, { digest, nonce: Buffer.alloc(12, 1) }, trusted)).toEqual({ fault: 'other-nonce' });
      expect(readTimeStamp(answer, { digest, nonce }, certificates)).toEqual({ fault: 'unknown-authority' });
      await own.close();
      // Of a stamp that was changed, either nothing is proved or the change lies outside of what is signed.
      const info = answer.indexOf(digest);
      for (let bit = info * 8; bit < (info + 32) * 8; bit += 5)
        expect(readTimeStamp(flipped(answer, bit), { digest, nonce }, trusted)).toHaveProperty('fault');
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(answer.length * 8 - 1), (noise, bit) => {
          expect(readTimeStamp(Buffer.from(noise), { digest, nonce }, trusted)).toHaveProperty('fault');
          readTimeStamp(flipped(answer, bit), { digest, nonce }, trusted);
          readTimeStamp(answer.subarray(0, bit >> 3), { digest, nonce }, trusted);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('of a server that answers something else, or nothing, is refused', async () => {
    expect(await askTimeStamp({ ...settings(), url: 'http://127.0.0.1:1/' }, digest)).toMatchObject({
      refusal: { code: 'time-stamp.unreachable' },
    });
    const got = await askTimeStamp({ ...settings(), certificatesFile: join(authority.folder, 'tsa.pem') }, digest);
    expect(got.ok).toBe(true);
  });
});
