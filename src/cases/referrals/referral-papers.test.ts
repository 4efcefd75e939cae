import { describe, expect, it } from 'vitest';
import { allDocxWords, docxWords } from '../../../tools/test/docx-words.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { PersonActor } from '../../kernel/index.ts';
import {
  answerReferral,
  attachDocument,
  caseDocument,
  caseView,
  declareConflict,
  detachDocument,
  referralAttachment,
  referralLetter,
  revokeReferral,
  routeElsewhere,
  sendReferral,
  viewReferral,
} from '../index.ts';
import { drive, openCasesHome, openOwnCase } from '../testing.ts';
import { ATTACHMENTS_MOST } from './attach-document.ts';

const home = fileFixture(() => openCasesHome());

const letter = async (who: PersonActor, referral: string, more: Partial<PersonActor> = {}) =>
  referralLetter(await home.as(who, more), { referral, format: 'docx' });
const unproven = { steppedUpUntil: undefined } as const;

/** A case with a signed form and a signed decision, and a draft of a referral to the first facility. */
async function drafted() {
  const one = drive(home, (await openOwnCase(home, { urgency: 'U1' })).id);
  must(await one.act('officer', 'start-initial-risk'));
  await one.fill('officer', 'FORM-02', { conclusion: 'EMERGENCY', immediate_measures: 'Nội dung.' });
  must(await one.act('chair', 'decide-emergency', { reason: 'Lý do giữ chỗ.' }));
  const documents = must(await caseView(await one.officer(), one.on)).file?.documents ?? [];
  const id = (kind: string) => documents.find((document) => document.kind === kind)?.id as string;
  const referral = await one.refer();
  return { one, referral, form: id('FORM-02'), decision: id('decide-emergency') };
}
const attach = async (referral: string, version: number, document: string, who = home.officer) =>
  attachDocument(await home.as(who), { referral, version, document });

describe('the papers of a referral', () => {
  it('are a letter of what was sent, whole for who proved who they are and masked for others; nothing else of the case is in it', async () => {
    const { one, referral } = await drafted();
    expect(allDocxWords(must(await letter(home.officer, referral)).bytes)).toContain('Bản dự thảo');
    must(await sendReferral(await one.officer(), { referral, version: 1 }));
    const { reference } = must(await caseView(await one.officer(), one.on)).overview;
    for (const who of [home.officer, home.facility]) {
      const whole = docxWords(must(await letter(who, referral)).bytes);
      for (const said of ['VĂN BẢN CHUYỂN, GỬI', 'Cơ sở FACILITY_A', reference, 'Họ tên trẻ', 'trả lời trước'])
        expect(whole, said).toContain(said);
      expect(allDocxWords(must(await letter(who, referral)).bytes)).not.toContain('Bản dự thảo');
      // The name is a fact of the referral (`e`), and not the one of the case.
      expect(whole).toMatch(/Họ tên trẻ[^\n]*e/);
      expect(whole).not.toContain('Lê Thị Mẫu');
      const masked = must(await letter(who, referral, unproven)).bytes;
      expect(allDocxWords(masked)).toContain('Bản che thông tin');
      expect(docxWords(masked)).toMatch(/Họ tên trẻ[^\n]*không hiển thị/);
    }
    // The sender's own people are named to the sender alone.
    expect(docxWords(must(await letter(home.officer, referral)).bytes)).toContain(home.officer.name);
    expect(docxWords(must(await letter(home.facility, referral)).bytes)).not.toContain(home.officer.name);
    const pdf = must(await referralLetter(await home.as(home.facility), { referral, format: 'pdf' }));
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(must(await letter(home.facility, referral, { purpose: 'statistics' })).masked).toBe(true);
    for (const who of [home.otherFacility, home.police, home.neighbourOfficer, home.province])
      expect([who.agency, code(await letter(who, referral))]).toEqual([who.agency, 'record.not-found']);
  });

  it('take along what the sender chose, byte for byte, and only that', async () => {
    const { one, referral, form, decision } = await drafted();
    let version = must(await attach(referral, 1, form)).version;
    version = must(await attach(referral, version, decision)).version;
    // The same again is there once.
    expect(must(await attach(referral, version, decision)).version).toBe(version);
    const before = must(await viewReferral(await one.officer(), { referral })).attachments;
    expect(before.map(({ kind }) => kind)).toEqual(['FORM-02', 'decide-emergency']);
    const dropped = { referral, version, attachment: before[0]?.id as string };
    version = must(await detachDocument(await one.officer(), dropped)).version;
    must(await sendReferral(await one.officer(), { referral, version }));

    const seen = must(await viewReferral(await home.as(home.facility), { referral }));
    expect(seen.attachments).toMatchObject([{ kind: 'decide-emergency', document: null }]);
    const attachment = seen.attachments[0]?.id as string;
    const read = async (who: PersonActor, more: Partial<PersonActor> = {}) =>
      referralAttachment(await home.as(who, more), { referral, attachment });
    const original = must(
      await caseDocument(await one.officer(), { ...one.on, document: { document: decision }, format: 'pdf' }),
    );
    for (const who of [home.facility, home.officer, home.chair])
      expect(must(await read(who)).bytes.equals(original.bytes)).toBe(true);
    expect(docxWords(must(await letter(home.facility, referral)).bytes)).toContain('Văn bản gửi kèm');

    expect(code(await read(home.facility, unproven))).toBe('access.step-up-needed');
    expect(code(await read(home.facility, { purpose: 'statistics' }))).toBe('access.other-purpose');
    for (const who of [home.otherFacility, home.police, home.neighbourOfficer, home.province])
      expect([who.agency, code(await read(who))]).toEqual([who.agency, 'record.not-found']);
    // What was taken out, what goes along with another referral, and the rest of the case stay closed.
    const other = await drafted();
    must(await attach(other.referral, 1, other.form));
    const theirs = must(await viewReferral(await other.one.officer(), { referral: other.referral })).attachments[0]?.id;
    for (const id of [before[0]?.id, theirs, decision])
      expect(code(await referralAttachment(await home.as(home.facility), { referral, attachment: id as string }))).toBe(
        'record.not-found',
      );
    expect(
      code(
        await caseDocument(await home.as(home.facility), {
          ...one.on,
          document: { document: decision },
          format: 'pdf',
        }),
      ),
    ).toBe('record.not-found');
    const { rows } = await home.owner.query(
      "select count(*)::int as read from kernel.audit_entry where action = 'referral.read' and object_id = $1 and body::jsonb -> 'codes' ? 'attachment'",
      [referral],
    );
    expect(rows[0].read).toBeGreaterThanOrEqual(3);
  });

  it('are chosen by the sender, of this case, while the referral is a draft, and by whoever may open all of them', async () => {
    const { one, referral, form } = await drafted();
    const other = await drafted();
    expect(code(await attach(referral, 1, other.form))).toBe('record.not-found');
    expect(code(await attach(referral, 1, 'no-id'))).toBe('record.not-found');
    expect(code(await attach(referral, 1, form, home.facility))).toBe('record.not-found');
    expect(code(await attach(referral, 1, form, home.neighbourOfficer))).toBe('record.not-found');
    expect(code(await attach(referral, 7, form))).toBe('record.changed-meanwhile');
    expect(
      code(await attachDocument(await home.as(home.officer, unproven), { referral, version: 1, document: form })),
    ).toBe('access.step-up-needed');
    const sent = must(await sendReferral(await one.officer(), { referral, version: 1 }));
    expect(code(await attach(referral, sent.version, form))).toBe('referral.act-not-open');
    // Nor does the database take one more, or let one go.
    await expect(
      home.owner.query(
        "insert into cases.referral_attachment (id, referral_id, document_id, kind, evidence_file, size, attached_at, attached_by) values (gen_random_uuid(), $1, $2, 'FORM-02', gen_random_uuid(), 1, now(), 'x')",
        [referral, form],
      ),
    ).rejects.toThrow('stay as they are');
    expect(ATTACHMENTS_MOST).toBeGreaterThan(1);
  });

  it('are closed to a receiver who said no or from whom it was taken back, and go along to the next one', async () => {
    const { one, referral, decision } = await drafted();
    const { version } = must(await attach(referral, 1, decision));
    const sent = must(await sendReferral(await one.officer(), { referral, version }));
    const attachment = must(await viewReferral(await home.as(home.facility), { referral })).attachments[0]
      ?.id as string;
    const refused = must(
      await answerReferral(await home.as(home.facility), {
        referral,
        version: sent.version,
        act: 'reject',
        reason: 'NO_CAPACITY',
      }),
    );
    const read = async (who: PersonActor, on = referral, id = attachment) =>
      referralAttachment(await home.as(who), { referral: on, attachment: id });
    expect(code(await read(home.facility))).toBe('access.not-permitted');
    const next = must(
      await routeElsewhere(await one.officer(), {
        referral,
        version: refused.version,
        to: { agency: 'FACILITY_B' },
      }),
    );
    expect(next.sent).toBe(true);
    const there = must(await viewReferral(await home.as(home.otherFacility), { referral: next.referral }));
    expect(there.attachments).toMatchObject([{ kind: 'decide-emergency' }]);
    const carried = there.attachments[0]?.id as string;
    expect(must(await read(home.otherFacility, next.referral, carried)).bytes.length).toBeGreaterThan(1_000);
    must(await revokeReferral(await one.officer(), { referral: next.referral, version: there.version }));
    expect(code(await read(home.otherFacility, next.referral, carried))).toBe('record.not-found');
  });

  it('are closed to a colleague who has a conflict of interest', async () => {
    const { one, referral, decision } = await drafted();
    must(await attach(referral, 1, decision));
    const [{ id } = { id: '' }] = must(await viewReferral(await one.officer(), { referral })).attachments;
    must(
      await declareConflict(await one.officer(), { ...one.on, implicated: { kind: 'name', name: home.chair.name } }),
    );
    expect(code(await referralAttachment(await home.as(home.chair), { referral, attachment: id }))).toBe(
      'record.not-found',
    );
    expect(code(await letter(home.chair, referral))).toBe('record.not-found');
  });
});
