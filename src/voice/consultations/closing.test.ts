import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { systemActor } from '../../kernel/index.ts';
import { castBallot } from '../ballots/cast-ballot.ts';
import { drawToken } from '../ballots/draw-token.ts';
import { readBox } from '../ballots/read-box.ts';
import { typePaper } from '../ballots/type-paper.ts';
import { readResults } from '../count/read-results.ts';
import { decideIdea } from '../ideas/decide-idea.ts';
import { listWaitingIdeas } from '../ideas/list-waiting-ideas.ts';
import { withdrawStatement } from '../ideas/withdraw-statement.ts';
import { writeIdea } from '../ideas/write-idea.ts';
import { aPoll, NOW, openVoiceHome, someStatements } from '../voice.testing.ts';
import { changeConsultation } from './change-consultation.ts';
import { closeConsultation, closeDueConsultations } from './close-consultation.ts';
import { consultationDetail } from './consultation-detail.ts';
import { moveClosing } from './move-closing.ts';
import { openConsultation } from './open-consultation.ts';

const home = fileFixture(() => openVoiceHome());
/** To where the close may be moved, and by when every round is over. */
const LATER = new Date('2026-12-20T10:00:00Z');

/** A token that was given while the consultation of this round was open. */
let kept = '';

async function voteIfGiven(code: string, choices: Readonly<Record<string, string>>): Promise<void> {
  const drawn = await drawToken(home.anybody, { consultation: code, way: 'DRAWN' });
  if (!drawn.ok) return;
  const by = { way: 'DRAWN', token: drawn.value.token } as const;
  must(await castBallot(home.anybody, { consultation: code, by, choices }));
}

/** What anybody may try with a consultation, at any time and in any order; most of it is refused at some of them. */
const acts = {
  vote: (code: string) => voteIfGiven(code, { 1: '1' }),
  voteOther: (code: string) => voteIfGiven(code, { 2: '1', 3: '1' }),
  /** With a token that was drawn while it was open, whenever that may be sent. */
  voteLate: (code: string) =>
    castBallot(home.anybody, { consultation: code, by: { way: 'DRAWN', token: kept }, choices: {} }),
  paper: async (_code: string, id: string) => {
    const papers = [{ 1: '1' }, { 2: '1' }] as Record<string, string>[];
    const typed = await typePaper(home.as(home.people.first), { consultation: id, papers });
    if (typed.ok) await typePaper(home.as(home.people.second), { consultation: id, papers, batch: typed.value.batch });
  },
  open: (_code: string, id: string) =>
    openConsultation(home.as(home.people.first), { consultation: id, closesAt: LATER }),
  move: (_code: string, id: string) => moveClosing(home.as(home.people.first), { consultation: id, closesAt: LATER }),
  change: (_code: string, id: string) =>
    changeConsultation(home.as(home.people.first), { consultation: id, version: 3, ...aPoll({ titleVi: 'Khác mẫu' }) }),
  close: (_code: string, id: string) => closeConsultation(home.as(home.people.first), { consultation: id }),
  job: () => closeDueConsultations(home.context(systemActor('voice.close-consultations'))),
  withdraw: async (_code: string, id: string) => {
    const statement = must(await consultationDetail(home.as(home.people.first), id)).statements[0]?.id ?? '';
    await withdrawStatement(home.as(home.people.first), { consultation: id, statement });
  },
  show: async (_code: string, id: string) => {
    const [idea] = must(await listWaitingIdeas(home.as(home.people.first), id));
    if (idea) await decideIdea(home.as(home.people.first), { idea: idea.id, decision: 'SHOW' });
  },
  end: async () => home.clock.set(LATER),
} as const satisfies Readonly<Record<string, (code: string, id: string) => Promise<unknown>>>;

it('whatever is tried and in whatever order, a result comes with the close alone, at once for all, and never changes', async () => {
  const someActs = fc.array(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), {
    minLength: 5,
    maxLength: 16,
  });
  await fc.assert(
    fc.asyncProperty(someActs, async (names) => {
      home.clock.set(NOW);
      const { id, code } = await home.opened(someStatements({ choices: aPoll().choices }));
      const idea = { consultation: code, band: 'B9_12', text: 'Một ý chờ người đọc', key: `khoa-${code}-0000000000` };
      must(await writeIdea(home.anybody, idea));
      for (let at = 0; at < 10; at += 1) must(await home.vote(code, { [String((at % 3) + 1)]: '1' }));
      kept = must(await drawToken(home.anybody, { consultation: code, way: 'DRAWN' })).token;
      let sealed: string | undefined;
      for (const name of [...names, 'end', 'job', 'open', 'voteLate'] as const) {
        await acts[name](code, id);
        const box = must(await readBox(home.anybody, code));
        const results = await Promise.all(
          [home.anybody, home.as(home.people.first), home.as(home.people.counsellor)].map((ctx) =>
            readResults(ctx, code),
          ),
        );
        const isClosed = box.closedAt !== null;
        expect(results.map(({ ok }) => ok)).toEqual(Array(3).fill(isClosed));
        const contents = box.strata.map(({ used, receipts, ballots, hash }) => ({ used, receipts, ballots, hash }));
        if (!isClosed) {
          expect(sealed, `${name} opened it again`).toBeUndefined();
          for (const { receipts, ballots, hash } of contents)
            expect([receipts, ballots, hash]).toEqual([null, null, null]);
          continue;
        }
        const now = JSON.stringify([box.hash, box.closedAt, box.numbers, contents, results.map(must)]);
        sealed ??= now;
        expect(now, `${name} changed what was closed`).toBe(sealed);
      }
      expect(sealed).toBeDefined();
    }),
    { numRuns: 12 },
  );
  home.clock.set(NOW);
}, 240_000);
