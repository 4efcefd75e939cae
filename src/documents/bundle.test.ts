import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { makeBundle, openBundle, signingKeyOf, verifyBundle } from './bundle.ts';

describe('a bundle', () => {
  it('one changed byte anywhere is refused', async () => {
    const key = signingKeyOf(Buffer.alloc(32, 7));
    const identity = await generateIdentity();
    const bundle = await makeBundle({
      manifest: { kind: 'referral', referral: 'r', from: 'a', to: 'b', madeAt: 't' },
      content: { words: 'Nội dung' },
      recipient: await identityToRecipient(identity),
      key: key.sign,
    });
    const read = verifyBundle(bundle, key.publicKey);
    expect(await openBundle(read?.sealed as Buffer, identity)).toEqual({ words: 'Nội dung' });
    expect(verifyBundle(bundle, signingKeyOf(Buffer.alloc(32, 8)).publicKey)).toBeUndefined();
    const bytes = Buffer.from(bundle);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const flip of [1, 32]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] as number) ^ flip;
        expect(verifyBundle(changed.toString('latin1'), key.publicKey), `byte ${at}`).toBeUndefined();
      }
    }
    for (const cut of [bundle.slice(0, -1), `${bundle}\n`, bundle.replace('\n', '\r\n'), ''])
      expect(verifyBundle(cut, key.publicKey)).toBeUndefined();
  });
});
