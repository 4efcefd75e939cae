import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { createContext } from '../../kernel/index.ts';
import { closeConsultation } from '../consultations/close-consultation.ts';
import { readConsultation } from '../consultations/read-consultation.ts';
import { readResults } from '../count/read-results.ts';
import { CLOSES, NOW, openVoiceHome } from '../voice.testing.ts';
import { type CastBy, castBallot, FREE_REFUSED } from './cast-ballot.ts';
import { drawToken } from './draw-token.ts';
import { FREE_TOKENS, issueToken } from './issue-token.ts';
import { printSheet } from './print-sheet.ts';
import { isInBox, readBox } from './read-box.ts';
import { typePaper } from './type-paper.ts';

const home = fileFixture(() => openVoiceHome());
const first = () => home.as(home.people.first);
const cast = (consultation: string, by: CastBy, choices: Record<string, string> = { 1: '1' }) =>
  castBallot(home.anybody, { consultation, by, choices });
const ballots = async (id: string) =>
  (await home.owner.query('select * from voice.ballot where consultation_id = $1 order by receipt', [id])).rows;
const refused = async (id: string) =>
  (
    await home.owner.query(
      'select stratum, fault, ballots::int from voice.ballot_refusal where consultation_id = $1 order by stratum, fault',
      [id],
    )
  ).rows;
/** From an address, since limits are counted by it. */
const from = (address: string) =>
  createContext(home.kernel, { actor: { kind: 'anonymous' }, requestId: 'test', language: 'vi', address });

describe('a device', () => {
  it('votes with a token that its issuer never saw, and finds its receipt in the box', async () => {
    const made = await home.opened();
    const { by } = await home.blind(made.code);
    const { receipt } = must(await cast(made.code, by, { 1: '1', 3: '1' }));
    expect(await ballots(made.id)).toEqual([
      { consultation_id: made.id, receipt, stratum: 'DEVICE', way: 'BLIND', choices: '1 3' },
    ]);
    expect(must(await isInBox(home.anybody, { consultation: made.code, receipt })).found).toBe(true);
    const other = randomBytes(32).toString('hex');
    expect(must(await isInBox(home.anybody, { consultation: made.code, receipt: other })).found).toBe(false);
  });

  it('counts once under a fifty-fold replay, and other choices with its token are refused', async () => {
    const made = await home.opened();
    const { by } = await home.blind(made.code);
    const answers = await Promise.all(Array.from({ length: 50 }, () => cast(made.code, by)));
    expect(new Set(answers.map((answer) => must(answer).receipt)).size).toBe(1);
    expect(code(await cast(made.code, by, { 2: '1' }))).toBe('ballot.used');
    expect(await ballots(made.id)).toHaveLength(1);
    expect(await refused(made.id)).toEqual([{ stratum: 'DEVICE', fault: 'USED', ballots: 1 }]);
  });

  it('is refused with a token that is none of ours', async () => {
    const [made, other] = [await home.opened(), await home.opened()];
    const { by } = await home.blind(other.code);
    const signature = randomBytes(256).toString('base64url');
    const token = randomBytes(64).toString('base64url');
    for (const wrong of [
      by,
      { way: 'BLIND', token, signature },
      { way: 'BLIND', token: '', signature: '' },
      { way: 'DRAWN', token },
    ] as const)
      expect(code(await cast(made.code, wrong))).toBe('ballot.not-ours');
    expect(await ballots(made.id)).toEqual([]);
    expect(await refused(made.id)).toEqual([{ stratum: 'DEVICE', fault: 'FALSE', ballots: 4 }]);
  });

  it('is taken though others of its network send what is none of ours, which the box does not count without end', async () => {
    const made = await home.opened();
    const send = (by: CastBy) => castBallot(from('198.51.100.9'), { consultation: made.code, by, choices: { 1: '1' } });
    const wrong = () => ({ way: 'DRAWN', token: randomBytes(64).toString('base64url') }) as const;
    for (let at = 0; at < FREE_REFUSED; at += 1) expect(code(await send(wrong()))).toBe('ballot.not-ours');
    expect(code(await send(wrong()))).toBe('ballot.not-ours');
    expect(await refused(made.id)).toEqual([{ stratum: 'DEVICE', fault: 'FALSE', ballots: FREE_REFUSED }]);
    must(await send((await home.blind(made.code)).by));
  });

  it('loses nothing by choices that do not fit', async () => {
    const made = await home.opened({ most: 1 });
    const { by } = await home.blind(made.code);
    const wrongs: Record<string, string>[] = [{ 9: '1' }, { 1: '-1' }, { 1: '1', 2: '1' }];
    for (const wrong of wrongs) expect(code(await cast(made.code, by, wrong))).toBe('ballot.unusable');
    must(await cast(made.code, by));
  });

  it('without a script votes with a token that the server drew, of that consultation and that way alone', async () => {
    const [made, other] = [await home.opened(), await home.opened()];
    const { token } = must(await drawToken(home.anybody, { consultation: made.code, way: 'DRAWN' }));
    expect(code(await cast(other.code, { way: 'DRAWN', token }))).toBe('ballot.not-ours');
    const slip = must(await drawToken(home.anybody, { consultation: made.code, way: 'SLIP' }));
    expect(code(await cast(made.code, { way: 'DRAWN', token: slip.token }))).toBe('ballot.not-ours');
    must(await cast(made.code, { way: 'DRAWN', token }));
    expect(await ballots(made.id)).toMatchObject([{ stratum: 'DEVICE', way: 'DRAWN' }]);
  });

  it('does not get token after token: one network waits, others do not', async () => {
    const made = await home.opened();
    const draw = (address: string) => drawToken(from(address), { consultation: made.code, way: 'DRAWN' });
    for (let at = 0; at < FREE_TOKENS; at += 1) must(await draw('198.51.100.7'));
    expect(code(await draw('198.51.100.7'))).toBe('ballot.too-many');
    // Neither does another spelling of the address of the consultation help.
    const spelt = made.code.toLowerCase().replace('-', ' ');
    expect(code(await drawToken(from('198.51.100.7'), { consultation: spelt, way: 'DRAWN' }))).toBe('ballot.too-many');
    must(await draw('198.51.100.8'));
  });

  it('gets nothing signed that is no blinded token, and nothing once it is closed', async () => {
    const made = await home.opened();
    const blinded = (bytes: Buffer) => ({ consultation: made.code, blinded: bytes.toString('base64url') });
    for (const wrong of [Buffer.alloc(0), randomBytes(255), Buffer.alloc(256, 0xff)])
      expect(code(await issueToken(home.anybody, blinded(wrong)))).toBe('ballot.not-ours');
    const { by } = await home.blind(made.code);
    must(await closeConsultation(first(), { consultation: made.id }));
    expect(code(await issueToken(home.anybody, blinded(Buffer.alloc(256, 1))))).toBe('consultation.closed');
    expect(code(await cast(made.code, by))).toBe('consultation.closed');
    expect(await refused(made.id)).toEqual([{ stratum: 'DEVICE', fault: 'LATE', ballots: 1 }]);
  });

  it('is late from the end on, also before the job has closed it', async () => {
    const made = await home.opened();
    const { by } = await home.blind(made.code);
    home.clock.set(CLOSES);
    expect(code(await cast(made.code, by))).toBe('consultation.closed');
    home.clock.set(NOW);
    expect(await ballots(made.id)).toEqual([]);
  });
});

describe('a class', () => {
  const slipOf = async (consultation: string, slip: string): Promise<CastBy> => {
    const { token } = must(await drawToken(home.anybody, { consultation, way: 'SLIP' }));
    return { way: 'SLIP', token, slip };
  };

  it('votes with slips: each once, and what it said is not kept beside it', async () => {
    const made = await home.opened();
    const endsAt = new Date('2026-12-01T03:00:00Z');
    const sheet = must(await printSheet(first(), { consultation: made.id, slips: 30, endsAt }));
    expect(new Set(sheet.codes).size).toBe(30);
    const [slip = '', other = ''] = sheet.codes;
    const by = await slipOf(made.code, slip.toLowerCase().replace('-', ' '));
    const { receipt } = must(await cast(made.code, by));
    expect(must(await cast(made.code, by)).receipt).toBe(receipt);
    expect(code(await cast(made.code, await slipOf(made.code, slip)))).toBe('ballot.slip-used');
    expect(code(await cast(made.code, await slipOf(made.code, '0000-0000')))).toBe('ballot.not-ours');
    home.clock.set(endsAt);
    // A slip that somebody photographed ends with the lesson.
    expect(code(await cast(made.code, await slipOf(made.code, other)))).toBe('ballot.lesson-over');
    home.clock.set(NOW);
    expect(await refused(made.id)).toEqual([
      { stratum: 'CLASS', fault: 'FALSE', ballots: 1 },
      { stratum: 'CLASS', fault: 'LATE', ballots: 1 },
      { stratum: 'CLASS', fault: 'USED', ballots: 1 },
    ]);
    const columns = await home.owner.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'voice' and table_name in ('ballot', 'slip') order by 1`,
    );
    expect(columns.rows.map(({ column_name }) => column_name)).toEqual([
      'choices',
      'consultation_id',
      'digest',
      'receipt',
      'sheet_id',
      'stratum',
      'used',
      'way',
    ]);
  });

  it('on one tablet votes with each slip, and no slip is used up without a ballot', async () => {
    const made = await home.opened();
    const endsAt = new Date('2026-12-01T03:00:00Z');
    const { codes } = must(await printSheet(first(), { consultation: made.id, slips: 10, endsAt }));
    const [mine = '', hers = ''] = codes;
    const { token } = must(await drawToken(home.anybody, { consultation: made.code, way: 'SLIP' }));
    // Two slips with the token of one page: at once, and after one another.
    const both = await Promise.all([mine, hers].map((slip) => cast(made.code, { way: 'SLIP', token, slip })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const left = both[0]?.ok ? hers : mine;
    const again = await cast(made.code, { way: 'SLIP', token, slip: left });
    expect(again.ok ? undefined : [again.refusal.code, again.refusal.field]).toEqual(['ballot.not-ours', 'token']);
    // Her code is good: with a token of her own it votes.
    must(await cast(made.code, await slipOf(made.code, left)));
    expect(await ballots(made.id)).toHaveLength(2);
  });

  it('gets slips of who speaks for children alone, and none that outlives the close', async () => {
    const made = await home.opened();
    const print = (slips: number, endsAt = new Date('2026-12-01T03:00:00Z'), actor = home.people.first) =>
      printSheet(home.as(actor), { consultation: made.id, slips, endsAt });
    expect(code(await print(30, undefined, home.people.counsellor))).toBe('consultation.not-found');
    for (const wrong of [0, 61, 1.5]) expect(code(await print(wrong))).toBe('consultation.unusable');
    expect(code(await print(30, new Date(NOW)))).toBe('consultation.unusable');
    expect(code(await print(30, new Date('2026-12-16T00:00:00Z')))).toBe('consultation.unusable');
  });
});

describe('paper', () => {
  it('counts when two have typed the same, each without what the other typed', async () => {
    const made = await home.opened();
    const papers = [{ 1: '1' }, {}, { 2: '1', 3: '1' }] as Record<string, string>[];
    const type = (actor: typeof home.people.first, typed: Record<string, string>[], batch?: string) =>
      typePaper(home.as(actor), { consultation: made.id, papers: typed, batch });
    const { batch, state } = must(await type(home.people.first, papers));
    expect(state).toBe('WAITS');
    // The same person twice is one person.
    expect(must(await type(home.people.first, papers, batch)).state).toBe('WAITS');
    const differing = await type(
      home.people.second,
      [{ 1: '1' }, { 1: '1' }, { 2: '1', 3: '1' }] as typeof papers,
      batch,
    );
    expect(differing.ok ? undefined : [differing.refusal.code, differing.refusal.facts?.papers]).toEqual([
      'paper.differs',
      '2',
    ]);
    expect(await ballots(made.id)).toEqual([]);
    expect(must(await type(home.people.second, papers, batch)).state).toBe('COUNTED');
    expect((await ballots(made.id)).map(({ choices }) => choices).sort()).toEqual(['', '1', '2 3']);
    expect(code(await type(home.people.second, papers, batch))).toBe('paper.unusable');
  });

  it('does not count twice where the second forgets to choose the batch, and says at the close what no second came to', async () => {
    const made = await home.opened();
    const papers = [{ 1: '1' }, { 2: '1' }] as Record<string, string>[];
    const type = (actor: typeof home.people.first, typed: Record<string, string>[], batch?: string) =>
      typePaper(home.as(actor), { consultation: made.id, papers: typed, batch });
    const { batch } = must(await type(home.people.first, papers));
    expect(code(await type(home.people.second, papers))).toBe('paper.typed');
    must(await type(home.people.second, papers, batch));
    must(await type(home.people.first, [{ 3: '1' }, {}, {}]));
    must(await closeConsultation(first(), { consultation: made.id }));
    expect(await refused(made.id)).toEqual([{ stratum: 'PAPER', fault: 'LATE', ballots: 3 }]);
  });
});

describe('results', () => {
  it('stand nowhere before the close, whoever asks', async () => {
    const made = await home.opened();
    for (let at = 0; at < 12; at += 1) must(await home.vote(made.code, { 2: '1' }));
    for (const ctx of [home.anybody, first(), home.as(home.people.counsellor)])
      expect(code(await readResults(ctx, made.code))).toBe('consultation.wrong-state');
    const before = {
      box: must(await readBox(home.anybody, made.code)),
      one: must(await readConsultation(home.anybody, made.code)),
    };
    expect(before.box.strata.map(({ receipts, ballots: listed, hash }) => [receipts, listed, hash])).toEqual(
      Array(3).fill([null, null, null]),
    );
    // Whatever the twelve say, everything that is public stays the same but the receipts that are not listed.
    const other = await home.opened();
    for (let at = 0; at < 12; at += 1) must(await home.vote(other.code, { 1: '1' }));
    const after = must(await readBox(home.anybody, other.code));
    expect(after.strata).toEqual(before.box.strata);
    const plain = (view: unknown) => JSON.stringify(view).replaceAll(made.code, '').replaceAll(other.code, '');
    const { issuer: _one, ...one } = before.one;
    const { issuer: _two, ...two } = must(await readConsultation(home.anybody, other.code));
    expect(plain(two)).toBe(plain(one));
    // Nor does somebody at the desk read a ballot in the database.
    const seen = await first().transaction(async (tx) => ({
      ok: true,
      value: await tx.rows('select * from voice.ballot', []),
    }));
    expect(must(seen)).toEqual([]);
  });

  it('are each of its stratum after the close, and none of a poll of nine', async () => {
    const made = await home.opened();
    for (let at = 0; at < 11; at += 1) must(await home.vote(made.code, at < 4 ? { 1: '1' } : { 1: '1', 2: '1' }));
    const papers = Array<Record<string, string>>(9).fill({ 3: '1' });
    const { batch } = must(await typePaper(first(), { consultation: made.id, papers }));
    must(await typePaper(home.as(home.people.second), { consultation: made.id, papers, batch }));
    must(await closeConsultation(first(), { consultation: made.id }));
    const results = must(await readResults(home.anybody, made.code));
    expect(results.strata.map(({ stratum, tally }) => [stratum, tally.ballots])).toEqual([
      ['CLASS', null],
      ['DEVICE', 11],
      ['PAPER', null],
    ]);
    expect(results.strata[1]?.tally).toMatchObject({ counted: [{ yes: 11 }, { yes: 7 }, { yes: 0 }] });
    const box = must(await readBox(home.anybody, made.code));
    expect(box.strata.map(({ ballots: listed }) => listed?.length ?? null)).toEqual([null, 11, null]);
    expect(box.strata[1]?.issued).toEqual({ BLIND: 0, DRAWN: 11 });
    expect(box.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
