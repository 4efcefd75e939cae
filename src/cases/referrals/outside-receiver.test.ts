import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { makeBundle, openBundle, signingKeyOf, verifyBundle } from '../../documents/index.ts';
import {
  exportReferral,
  importReferralAnswer,
  makeReferral,
  registerExternalReceiver,
  sendReferral,
  viewReferral,
} from '../index.ts';
import { COMMUNE, drive, openCasesHome, openOwnCase } from '../testing.ts';
import type { ReferralManifest } from './referral-bundle.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

describe('a receiver that is not on the platform', () => {
  it('gets a sealed file, and its signed answer comes back; a changed or foreign one does not', async () => {
    const theirIdentity = await generateIdentity();
    const theirKey = signingKeyOf(Buffer.alloc(32, 9));
    const registration = {
      nameVi: 'Nhà tạm lánh Ánh Dương',
      nameEn: 'Anh Duong shelter',
      ageRecipient: await identityToRecipient(theirIdentity),
      signingKey: theirKey.publicKey.toString('base64'),
    };
    expect(code(await registerExternalReceiver(await home.as(home.officer), registration))).toBe(
      'access.not-permitted',
    );
    expect(
      code(await registerExternalReceiver(await home.as(home.chair), { ...registration, ageRecipient: 'age1x' })),
    ).toBe('form.answer-invalid');
    const { receiver } = must(await registerExternalReceiver(await home.as(home.chair), registration));
    const one = drive(home, (await openOwnCase(home)).id);
    const { referral } = must(
      await makeReferral(await one.officer(), {
        ...one.on,
        purpose: 'SHELTER',
        to: { external: receiver },
        basis: 'CHILD_PROTECTION',
        facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'Lê Thị Mẫu' },
      }),
    );
    expect(code(await sendReferral(await one.officer(), { referral, version: 1 }))).toBe('referral.receiver-unknown');
    const out = must(await exportReferral(await one.officer(), { referral, version: 1 }));
    expect(out.bundle).not.toContain('Mẫu');
    const read = verifyBundle<ReferralManifest>(out.bundle, Buffer.from(out.signedBy, 'base64'));
    expect(await openBundle(read?.sealed as Buffer, theirIdentity)).toMatchObject({
      purpose: 'SHELTER',
      facts: { NAME: 'Lê Thị Mẫu' },
    });

    const answer = (over: object, key = theirKey.sign) =>
      makeBundle({
        manifest: {
          kind: 'answer',
          referral,
          from: receiver,
          to: `UBND-${COMMUNE}`,
          madeAt: '2026-04-23T00:00:00Z',
          ...over,
        },
        content: { act: 'accept', note: 'Đã nhận.' },
        recipient: read?.manifest.answerTo?.recipient as string,
        key,
      });
    const take = async (bundle: string) =>
      code(await importReferralAnswer(await one.officer(), { referral, version: out.version, bundle }));
    const good = await answer({});
    expect(await take(`${good.slice(0, 60)}${good[60] === 'A' ? 'B' : 'A'}${good.slice(61)}`)).toBe('bundle.damaged');
    expect(await take(await answer({}, signingKeyOf(Buffer.alloc(32, 1)).sign))).toBe('bundle.damaged');
    expect(await take(await answer({ referral: 'another' }))).toBe('bundle.not-for-this');
    expect(await take(good)).toBe('accepted');
    const view = must(await viewReferral(await one.officer(), { referral, read: ['narrative'] }));
    expect(view).toMatchObject({ status: 'ACCEPTED', texts: { 'note:accept': 'Đã nhận.' } });
    expect(JSON.stringify(view)).not.toContain('AGE-SECRET-KEY');
    expect(await take(good)).toBe('record.changed-meanwhile');
  });
});
