import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packForm } from './pack-form.ts';

it('keeps every octet of what was written in pieces, with its length and digest', async () => {
  for (const pieces of [
    [],
    ['một'],
    [Buffer.from([0, 255])],
    Array.from({ length: 900 }, (_, at) => `${at} `.repeat(800)),
  ]) {
    const whole = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
    for (const form of ['base.json', 'hashes.bin']) {
      const packed = await packForm(form, pieces);
      expect(gunzipSync(packed.bytes).equals(whole)).toBe(true);
      expect(packed).toMatchObject({ length: whole.length, sha256: createHash('sha256').update(whole).digest('hex') });
    }
  }
});
