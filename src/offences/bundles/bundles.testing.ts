import { createSecretKey } from 'node:crypto';
import { signingKeyOf } from '../../documents/index.ts';
import { chainEntry, custodyStart } from '../custody/custody.ts';
import { type BagFile, sha256, text } from './bag.ts';
import { type BundleArtefact, type BundleContent, packBundle, signManifest } from './court-bundle.ts';
import { instructions } from './instructions.ts';
import { readingPage } from './reading-page.ts';
import type { RecordFacts } from './timeline-document.ts';

export const bundleKey = signingKeyOf(Buffer.alloc(32, 11));
const chainKey = createSecretKey(Buffer.alloc(32, 12));

/** An artefact of invented text with a chain of two entries, and its file. */
export function sampleArtefact(number: number, size = 200): { artefact: BundleArtefact; file: BagFile } {
  const id = `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const bytes = text(`Nội dung mẫu số ${number}. `.repeat(Math.ceil(size / 20)).slice(0, size));
  const digest = sha256(bytes);
  const path = `data/${String(number).padStart(5, '0')}.txt`;
  let previous = custodyStart(id, digest);
  const events = (['RECEIVED', 'SEALED'] as const).map((code, place) => {
    const sequence = place + 1;
    const facts = { sequence, code, at: `2026-12-01T0${sequence}:00:00.000Z`, actor: 'p-1', agency: 'MPS-A05' };
    const words = { why: 'Mẫu <b>&', party: place === 0 ? null : 'Viện kiểm sát mẫu', salt: '00'.repeat(16) };
    const made = chainEntry(chainKey, { artefact: id, file: 'f-1', digest, ...facts }, words, previous);
    previous = made.hash;
    return {
      sequence,
      code,
      at: facts.at,
      by: 'Trần Văn Mẫu (A05)',
      why: words.why,
      party: words.party,
      body: made.body,
      previous: made.previous.toString('hex'),
      mac: made.mac.toString('hex'),
      hash: made.hash.toString('hex'),
    };
  });
  return {
    artefact: {
      id,
      number: String(number),
      title: `Mục mẫu ${number}`,
      kind: 'ANSWER',
      path,
      bytes: bytes.length,
      sha256: digest,
      mediaType: 'text/plain',
      source: 'Nền tảng mẫu',
      place: null,
      events,
    },
    file: { path, bytes },
  };
}

export function sampleFacts(artefacts: readonly BundleArtefact[], authority?: string): RecordFacts {
  return {
    manifest: {
      bundle: 'GC-ABCD-1234',
      file: { id: 'f-1', reference: 'VP-ABCD-1234', agency: 'MPS-A05' },
      madeAt: '2026-12-01T03:00:00.000Z',
      madeBy: 'Trần Văn Mẫu (A05)',
      madeFor: 'Viện kiểm sát nhân dân mẫu',
      reason: 'Chuyển hồ sơ vụ án mẫu',
      tool: 'Lá Chắn 0.1.0',
      artefacts,
    },
    issuer: 'Cục An ninh mạng mẫu',
    place: 'Hà Nội',
    signer: { title: 'Cán bộ điều tra', name: 'Trần Văn Mẫu' },
    key: Buffer.from(bundleKey.publicKey).toString('hex'),
    demonstration: true,
    authority,
  };
}

/** A bundle of so many artefacts, without the record form, which takes a typesetter. */
export async function sampleBundle(
  count: number,
  { stamp, size }: { readonly stamp?: (digest: Buffer) => Promise<Buffer>; readonly size?: number } = {},
): Promise<Buffer> {
  const made = Array.from({ length: count }, (_, place) => sampleArtefact(place + 1, size));
  const facts = sampleFacts(
    made.map((one) => one.artefact),
    stamp ? 'tsa.example' : undefined,
  );
  const content: BundleContent = {
    manifest: facts.manifest,
    payload: made.map((one) => one.file),
    tags: [
      { path: 'DOC.html', bytes: text(readingPage(facts)) },
      ...instructions(bundleKey.publicKey, stamp !== undefined),
    ],
    info: [
      ['Source-Organization', 'MPS-A05'],
      ['External-Identifier', 'GC-ABCD-1234'],
    ],
    root: 'GC-ABCD-1234',
  };
  const signer = { key: bundleKey.sign, publicKey: bundleKey.publicKey, stamped: stamp !== undefined };
  const signed = signManifest(content, signer);
  return packBundle(signed, stamp && (await stamp(signed.digest)));
}
