import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, DAY } from '../../kernel/index.ts';
import { openAlertsHome } from './alerts.testing.ts';
import { listPublicAlerts, publicCap, publicFeed } from './public-alerts.ts';
import { readPublicAlert } from './read-public-alert.ts';
import { recallAlert } from './recall-alert.ts';

const home = fileFixture(() => openAlertsHome('2026-11-24T02:00:00Z'));
const nobody = () => home.context(anonymous);
const open = {
  tlp: 'CLEAR',
  pap: 'CLEAR',
  audiences: ['PUBLIC'],
  headline: 'Lời mời làm mẫu nhí là lừa đảo (mẫu)',
  parts: [
    { type: 'TEXT', value: 'Có người giả làm công ty người mẫu (mẫu).' },
    { type: 'TEXT', tlp: 'GREEN', value: 'Chỉ dành cho Mạng lưới (mẫu).' },
    { type: 'ADVICE', value: 'Không gửi ảnh (mẫu).' },
    { type: 'DOMAIN', about: 'SERVICE', value: 'mau-nhi.example' },
    { type: 'INTERNAL_NOTE', value: 'Ghi chú (mẫu).' },
  ],
};

describe('a public alert by its code', () => {
  it('is told to anybody, of it only what may be public, however its code is written', async () => {
    const { reference } = await home.issue(open);
    for (const written of [reference, reference.toLowerCase(), ` ${reference.replaceAll('-', ' ').slice(3)} `]) {
      const told = must(await readPublicAlert(nobody(), written));
      if (told.standing !== 'STANDS') throw new Error(told.standing);
      expect(told.alert.parts.map(({ type, value }) => [type, value])).toEqual([
        ['TEXT', 'Có người giả làm công ty người mẫu (mẫu).'],
        ['ADVICE', 'Không gửi ảnh (mẫu).'],
      ]);
      expect(told.agencyVi).not.toBe('');
    }
    const feed = must(await publicFeed(nobody(), 'https://treem.example'));
    expect(feed).toContain(`href="https://treem.example/canh-bao/${reference}"`);
  });

  it('is as one that there is not where it was never public, waits, or does not yet hold', async () => {
    const { reference: closed } = await home.issue();
    const { reference: waits } = await home.write(open);
    const { reference: later } = await home.issue({
      ...open,
      effectiveAt: new Date(home.clock.now().getTime() + 2 * DAY),
    });
    for (const one of [closed, waits, later, 'CB-0000-0000', 'CB-', '', `${closed}'--`])
      expect(code(await readPublicAlert(nobody(), one)), one).toBe('network-alert.not-found');
    home.clock.advance(3 * DAY);
    expect(must(await readPublicAlert(nobody(), later))).toMatchObject({ standing: 'STANDS' });
  });

  it('says when it was updated, and nothing of what it said once its time is over or it went to others', async () => {
    const { id, reference } = await home.issue(open);
    home.clock.advance(DAY);
    const next = await home.issue({ ...open, follows: id, headline: 'Bản sau (mẫu)' });
    expect(next.reference).toBe(reference);
    const told = must(await readPublicAlert(nobody(), reference));
    expect(told).toMatchObject({ standing: 'STANDS', alert: { headline: 'Bản sau (mẫu)', number: 2 } });
    expect(told.standing === 'STANDS' && told.alert.references).toHaveLength(1);
    home.clock.advance(40 * DAY);
    expect(must(await readPublicAlert(nobody(), reference))).toEqual({
      standing: 'ENDED',
      reference,
      at: expect.any(Date),
    });
    const narrowed = await home.issue(open);
    const at = home.clock.now();
    await home.issue({ follows: narrowed.id });
    const ended = must(await readPublicAlert(nobody(), narrowed.reference));
    expect(ended).toMatchObject({ standing: 'ENDED' });
    expect(ended.standing === 'ENDED' && ended.at.getTime() - at.getTime()).toBeLessThan(DAY);
  });

  it('once recalled says that it was, when and why, and nothing else, also after a month', async () => {
    const { id, reference } = await home.issue(open);
    home.clock.advance(DAY);
    must(await recallAlert(home.as(home.alerts.second), { alert: id, reason: 'WRONG' }));
    const at = home.clock.now();
    home.clock.advance(60 * DAY);
    expect(must(await readPublicAlert(nobody(), reference))).toEqual({
      standing: 'RECALLED',
      reference,
      at,
      reason: 'WRONG',
    });
  });

  it('tells the same by every door: of a reason that could lead to a child its class in words, and nothing of what it said', async () => {
    const { id, reference } = await home.issue({ ...open, event: 'SEXTORTION', severity: 'EXTREME', areas: ['01'] });
    must(await recallAlert(home.as(home.alerts.second), { alert: id, reason: 'CHILD_DATA' }));
    const told = must(await readPublicAlert(nobody(), reference));
    expect(told).toMatchObject({ standing: 'RECALLED', reason: 'OTHER' });
    const words = { vi: 'Nội dung không còn được dùng.', en: 'What it said is to be used no more.' };
    const listed = must(await listPublicAlerts(nobody())).recalled.find((one) => one.reference === reference);
    expect(listed).toMatchObject({
      recallReason: 'OTHER',
      recallWords: words,
      event: 'OTHER',
      areas: [],
      headline: '',
    });
    const cap = must(await publicCap(nobody(), listed?.id as string));
    expect(cap).toContain(`<description>${words.vi}</description>`);
    for (const written of [JSON.stringify(listed), cap, must(await publicFeed(nobody(), 'https://treem.example'))]) {
      expect(written).not.toContain('CHILD_DATA');
      expect(written).not.toContain('Có thể làm lộ');
      expect(written).not.toContain('SEXTORTION');
      expect(written).not.toContain('EXTREME');
    }
  });
});
