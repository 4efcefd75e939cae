import { addDays, anonymous, atVietnamTime, vietnamDate } from '../../src/kernel/index.ts';
import { randomFrom } from '../../src/text/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';
import {
  aPoll,
  blindToken,
  castBallot,
  closeConsultation,
  newDrawnToken,
  newIssuerKey,
  openConsultation,
  opinionGroups,
  readPrivateKey,
  readPublicKey,
  readResults,
  signBlinded,
  startConsultation,
} from './support/voice.testing.ts';

/** Source: issue I, figures. */
const TOKEN_MOST_MS = 1;
const ANSWERS = 100_000;
const ANSWERS_WITHIN_SECONDS = 600;
const GROUPS_MOST_SECONDS = 2;
const REPLAYS = 50;
const REPLAYED = 100;
const LANES = 32;
const SIGNED = 2_000;
const VOTERS = 100_000;
const STATEMENTS = 60;
/** A quarter of the statements is answered by each. */
const FILLED = 0.25;

/**
 * `npm run bench -- voice [answers]`: what a blind token costs of the processor; answers on one worker, durable, of which a part is sent
 * fifty times at once; and groups of opinion of 100,000 voters.
 */
export default async function voice(args: readonly string[]): Promise<readonly BenchRow[]> {
  const [answers = ANSWERS] = args.map(Number);
  return [...(await tokens()), ...(await ballots(answers)), ...groups()];
}

async function tokens(): Promise<BenchRow[]> {
  const key = await newIssuerKey();
  const privateKey = readPrivateKey(key.privateKey);
  const { blinded } = blindToken(readPublicKey(key.publicKey));
  const begun = process.cpuUsage();
  for (let at = 0; at < SIGNED; at += 1) signBlinded(privateKey, blinded);
  const { user, system } = process.cpuUsage(begun);
  const each = (user + system) / 1_000 / SIGNED;
  return [{ what: 'tokens signed', n: SIGNED }, atMost('a blind token, ms of the processor', each, TOKEN_MOST_MS)];
}

async function ballots(count: number): Promise<BenchRow[]> {
  const bench = await openBenchKernel();
  try {
    const speaker = bench.context(
      testPerson('youth_union_moderator', 'YOUTH_UNION', { functions: ['VOICE_OF_CHILD'], purpose: 'participation' }),
    );
    const today = vietnamDate(new Date());
    const made = must(await startConsultation(speaker, aPoll({ answerBy: addDays(today, 60) })));
    const closesAt = atVietnamTime(`${addDays(today, 7)}T17:00`);
    must(await openConsultation(speaker, { consultation: made.id, closesAt }));
    const cast = (token: string, at: number) =>
      castBallot(bench.context(anonymous), {
        consultation: made.code,
        by: { way: 'DRAWN', token },
        choices: { [String((at % 3) + 1)]: '1' },
      });
    const draw = async () => (await newDrawnToken(bench.kernel, made.id, 'DRAWN')).toString('base64url');
    const took: number[] = [];
    let next = 0;
    const begun = performance.now();
    const lane = async () => {
      for (let at = next++; at < count; at = next++) {
        const token = await draw();
        const started = performance.now();
        must(await cast(token, at));
        took.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (performance.now() - begun) / 1_000;
    for (let at = 0; at < REPLAYED; at += 1) {
      const token = await draw();
      await Promise.all(Array.from({ length: REPLAYS }, async () => must(await cast(token, at))));
    }
    const { rows } = await bench.owner.query<{ ballots: number }>(
      'select count(*)::int as ballots from voice.ballot where consultation_id = $1',
      [made.id],
    );
    must(await closeConsultation(speaker, { consultation: made.id }));
    const opened = performance.now();
    const results = must(await readResults(bench.context(anonymous), made.code));
    const read = performance.now() - opened;
    const counted = results.strata.find(({ stratum }) => stratum === 'DEVICE')?.tally.ballots ?? 0;
    return [
      {
        what: 'an answer, ms',
        n: count,
        p50: Math.round(quantile([...took], 0.5)),
        p95: Math.round(quantile([...took], 0.95)),
        perSecond: Math.round(count / seconds),
      },
      { what: 'results read after the close, ms', n: counted, value: Math.round(read) },
      atMost(`${ANSWERS} answers, seconds`, (seconds * ANSWERS) / count, ANSWERS_WITHIN_SECONDS),
      exactly('answers in the box, none lost and none twice', rows[0]?.ballots ?? 0, count + REPLAYED),
      exactly('answers in the results', counted, count + REPLAYED),
    ];
  } finally {
    await bench.close();
  }
}

function groups(): BenchRow[] {
  const random = randomFrom(1);
  const numbers = Array.from({ length: STATEMENTS }, (_, at) => at + 1);
  const voters = Array.from({ length: VOTERS }, (_, voter) => {
    const said: Record<number, 1 | 0 | -1> = {};
    for (const number of numbers)
      if (random() < FILLED) said[number] = random() < 0.15 ? 0 : (number * 7 + (voter % 3) * 5) % 3 === 0 ? -1 : 1;
    return said;
  });
  const begun = performance.now();
  const found = opinionGroups(voters, numbers);
  const seconds = (performance.now() - begun) / 1_000;
  const again = opinionGroups(voters, numbers);
  return [
    atMost(`groups of ${VOTERS} x ${STATEMENTS}, seconds`, seconds, GROUPS_MOST_SECONDS),
    exactly('groups that were planted and found', found?.groups.length ?? 0, 3),
    exactly('the same result again', Number(JSON.stringify(found) === JSON.stringify(again)), 1),
  ];
}
