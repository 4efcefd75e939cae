import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { Words } from '../../documents/index.ts';
import { approvePlan, caseView, previewDecision } from '../index.ts';
import { complete, drive, openCasesHome, openOwnCase } from '../testing.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'), 60_000);

const plainWords = (words: Words) =>
  typeof words === 'string' ? words : words.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

/** Every word of the document, in the order of reading. */
const wordsOf = (document: Awaited<ReturnType<typeof previewDecision>>) => {
  const { blocks, head, subject, marks } = must(document);
  const texts = blocks.map((block) => ('text' in block ? plainWords(block.text) : ''));
  return { text: [plainWords(subject ?? ''), ...texts].join('\n'), number: head.number, marks };
};

async function emergency() {
  const one = drive(home, (await openOwnCase(home, { urgency: 'U1' })).id);
  must(await one.act('officer', 'start-initial-risk'));
  await one.fill('officer', 'FORM-02', { conclusion: 'EMERGENCY', immediate_measures: 'Biện pháp giữ chỗ.' });
  return one;
}

describe('the document of an act before it is signed', () => {
  it('says what is written so far and what the assessment asks for, as a draft, and keeps nothing', async () => {
    const one = await emergency();
    const kept = async () =>
      (await home.owner.query('select count(*)::int as n from cases.document where case_id = $1', [one.on.case]))
        .rows[0].n;
    const before = await kept();
    const preview = (given: { reason?: string; number?: string }) =>
      one.chair().then((ctx) => previewDecision(ctx, { ...one.on, act: 'decide-emergency', ...given }));
    const empty = wordsOf(await preview({}));
    expect(empty.text).toContain('Biện pháp giữ chỗ.');
    expect(empty.text).toContain('Lý do: …………');
    expect(empty.marks).toContain('draft');
    const written = wordsOf(await preview({ reason: 'Lý do giữ chỗ.', number: '12/QĐ-UBND' }));
    expect(written.text).toContain('Lý do: Lý do giữ chỗ.');
    expect(written.number).toBe('Số: 12/QĐ-UBND');
    // What is no number yet stays out of the head, while it is being typed.
    expect(wordsOf(await preview({ number: '12/' })).number).toBe(empty.number);
    expect(await kept()).toBe(before);
  });

  it('is refused to who may not read the case, and for an act that is not open', async () => {
    const one = await emergency();
    const asked = { ...one.on, act: 'decide-emergency' } as const;
    expect(code(await previewDecision(await home.as(home.neighbourOfficer), asked))).toBe('record.not-found');
    expect(code(await previewDecision(await one.chair(), { ...asked, act: 'close' }))).toBe('case.act-not-open');
  });
});

describe('the approval of a plan in one step', () => {
  const waiting = async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    await one.to('PLAN_SUBMITTED');
    return one;
  };
  const answers = { ...complete['FORM-05'], decision_number: '7/QĐ-UBND' };

  it('fills in form 05, submits it and decides, and the preview said the same before', async () => {
    const one = await waiting();
    const shown = wordsOf(await previewDecision(await one.chair(), { ...one.on, act: 'approve-plan', answers }));
    expect(shown.number).toBe('Số: 7/QĐ-UBND');
    must(await approvePlan(await one.chair(), { ...one.on, version: await one.version(), answers, base: 0 }));
    const { overview, file } = must(await caseView(await one.chair(), one.on));
    expect(overview.status).toBe('PLAN_APPROVED');
    expect(file?.decisions.at(-1)?.kind).toBe('approve-plan');
    expect(file?.forms.findLast((form) => form.form === 'FORM-05')?.status).toBe('submitted');
  });

  it('submits nothing on a case that its chair has not seen as it is, with an answer missing, or for who is no chair', async () => {
    const one = await waiting();
    const version = await one.version();
    const sign = async (given: { version?: number; answers?: typeof answers }, who = one.chair) =>
      code(await approvePlan(await who(), { ...one.on, version, answers, base: 0, ...given }));
    expect(await sign({ version: version - 1 })).toBe('record.changed-meanwhile');
    expect(await sign({}, one.officer)).toBe('case.not-your-role');
    const { legal_basis: _left, ...incomplete } = answers as Record<string, string>;
    expect(await sign({ answers: incomplete as typeof answers })).toBe('form.answer-missing');
    const { overview, file } = must(await caseView(await one.chair(), one.on));
    expect(overview.status).toBe('PLAN_SUBMITTED');
    expect(file?.forms.filter((form) => form.form === 'FORM-05' && form.status === 'submitted')).toEqual([]);
  });
});
