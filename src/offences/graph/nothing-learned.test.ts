import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type Ctx, newId, type Result } from '../../kernel/index.ts';
import { claimSame } from '../assertions/claim-same.ts';
import { namePerson } from '../assertions/name-person.ts';
import { readAssertions } from '../assertions/read-assertions.ts';
import { listDeconfliction } from '../deconfliction/list-deconfliction.ts';
import { countOffenceFiles, listOffenceFiles } from '../files/list-files.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { readOffenceFile } from '../files/read-file.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { findIdentifiers } from '../identifiers/find-identifier.ts';
import { unmaskIdentifier } from '../identifiers/unmask-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { listSeries } from '../series/read-series.ts';
import { scanSeries } from '../series/scan-series.ts';
import { expandNode } from './expand-node.ts';
import { findPath } from './find-path.ts';
import { GraphFollower } from './graph-follower.ts';
import { linkNodes } from './link-nodes.ts';
import { readFileLinks } from './read-file-links.ts';
import { takeBackLink } from './take-back-link.ts';
import { graphReader, untilTimeClass } from './walk-input.ts';
import { whyLink } from './why-link.ts';

const home = fileFixture(() => openOffencesHome());
const inDatabase = graphReader(() => undefined);
const GRADE = { basis: 'REPORT', reliability: 'B', credibility: 2 };
const ref = (kind: string, id: string) => ({ kind, id });
let drawn = 40_000_000;
const fresh = () => `09${drawn++}`;
const phone = (written: string) => ({ kind: 'PHONE', written });

/** What units that the reader has no part in do, one after another. */
const act = fc.record({
  does: fc.constantFrom(
    'write' as const,
    'write' as const,
    'link' as const,
    'name' as const,
    'compare' as const,
    'take back' as const,
    'scan' as const,
  ),
  who: fc.constantFrom('lead' as const, 'stranger' as const),
  file: fc.nat(2),
  one: fc.nat(20),
  other: fc.nat(20),
  /** Of the numbers that the reader holds too, or of others. */
  shared: fc.boolean(),
});

interface Point {
  readonly kind: string;
  readonly id: string;
}

const answerOf = async (asked: Promise<Result<unknown>>): Promise<string> => {
  const answer = await asked;
  return answer.ok ? JSON.stringify(answer.value) : `refused: ${code(answer)} ${JSON.stringify(answer)}`;
};

test('no answer, number, length or refusal of any question changes by what units do that the reader has no part in', async () => {
  const follower = new GraphFollower(home.kernel, 3_600_000);
  await follower.build();
  const inMemory = graphReader(() => follower.copy);
  // The classes of time have a test of their own below; here each answer is not waited for.
  const still = vi.spyOn(performance, 'now').mockReturnValue(1_000);
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
        const partner = await home.of('partner');
        const numbers = [fresh(), fresh(), fresh(), fresh()];
        const [held, theirs] = [numbers.slice(0, 2), numbers.slice(2)];
        const own: string[] = [];
        for (let at = 0; at < 2; at++)
          own.push(must(await openOffenceFile(partner, { summary: 'Nội dung mẫu của một tin báo.' })).id);
        const points = own.map((id) => ref('FILE', id));
        for (const [at, written] of held.entries())
          points.push(
            ref(
              'IDENTIFIER',
              must(await addIdentifier(partner, { file: own[at] as string, ...phone(written) })).identifier,
            ),
          );
        const person = must(
          await namePerson(partner, { file: own[0] as string, part: 'SUSPECT', description: 'Mẫu', ...GRADE }),
        ).id;
        points.push(ref('PERSON', person));

        /** Every question that somebody may put, by what it is of. Pointers of a de-confliction are told on purpose, and have tests of their own. */
        const everything = async (ctx: Ctx): Promise<Record<string, string>> => {
          await follower.catchUp();
          const answers: Record<string, string> = {};
          for (const [where, graph] of [
            ['database', inDatabase],
            ['memory', inMemory],
          ] as const)
            for (const [at, node] of points.entries()) {
              for (const steps of [1, 2])
                answers[`${where}: ${steps} steps from ${at}`] = await answerOf(
                  expandNode(ctx, graph, { node, steps, degreeMost: 2 + (at % 3) }),
                );
              for (const [to, other] of points.entries())
                if (to > at)
                  answers[`${where}: way from ${at} to ${to}`] = await answerOf(
                    findPath(ctx, graph, { from: node, to: other }),
                  );
            }
          for (const [at, from] of points.entries())
            answers[`why ${at}`] = await answerOf(whyLink(ctx, { from, to: points[0] as Point }));
          for (const [at, written] of numbers.entries())
            answers[`look-up of ${at}`] = await answerOf(findIdentifiers(ctx, phone(written)));
          for (const [at, file] of own.entries()) {
            answers[`links of ${at}`] = await answerOf(readFileLinks(ctx, { file }));
            answers[`said of ${at}`] = await answerOf(readAssertions(ctx, { file }));
            answers[`file ${at}`] = await answerOf(readOffenceFile(ctx, { file }));
          }
          answers.series = await answerOf(listSeries(ctx));
          answers.files = await answerOf(listOffenceFiles(ctx));
          const counted = await countOffenceFiles(ctx);
          answers.stages = counted.ok ? JSON.stringify([...counted.value].sort()) : code(counted);
          return answers;
        };
        const scanned = async () => {
          // What came in these two seconds is looked at the next time.
          home.clock.advance(10_000);
          must(await scanSeries(home.platform()));
        };
        await scanned();
        const readers = ['partner', 'communePolice', 'verifier'] as const;
        const before = new Map<string, Record<string, string>>();
        for (const who of readers) before.set(who, await everything(await home.of(who)));

        const hidden: Point[] = [];
        const links: string[] = [];
        const files: Record<'lead' | 'stranger', string[]> = { lead: [], stranger: [] };
        for (const { does, who, file, one, other, shared } of acts) {
          const ctx = await home.of(who);
          if (files[who].length <= file) {
            const id = must(await openOffenceFile(ctx, { summary: 'Nội dung mẫu của tin báo khác.' })).id;
            files[who].push(id);
            hidden.push(ref('FILE', id));
          }
          const of = files[who][file % files[who].length] as string;
          const pool = shared ? held : theirs;
          const pick = (kind: string, at: number) => {
            const some = hidden.filter((node) => node.kind === kind);
            return some[at % Math.max(1, some.length)];
          };
          if (does === 'write') {
            const added = must(await addIdentifier(ctx, { file: of, ...phone(pool[one % pool.length] as string) }));
            links.push(added.link);
            if (!shared) hidden.push(ref('IDENTIFIER', added.identifier));
          } else if (does === 'link') {
            const [from, to] = [pick('IDENTIFIER', one), pick('FILE', other)];
            const made = from && to && (await linkNodes(ctx, { file: of, from, to, kind: 'CONTACTED' }));
            if (made?.ok) links.push(made.value.link);
          } else if (does === 'name') {
            const said = must(await namePerson(ctx, { file: of, part: 'SUSPECT', description: 'Mẫu khác', ...GRADE }));
            hidden.push(ref('PERSON', said.id));
          } else if (does === 'compare') {
            const [first, second] = [pick('PERSON', one), pick('PERSON', other)];
            if (first && second)
              await claimSame(ctx, { file: of, one: first.id, other: second.id, says: 'SAME', ...GRADE });
          } else if (does === 'take back') {
            const link = links[one % Math.max(1, links.length)];
            if (link !== undefined) await takeBackLink(ctx, { link, reason: 'WRONG_VALUE' });
          } else await scanned();
        }
        await scanned();

        for (const who of readers) expect([who, await everything(await home.of(who))]).toEqual([who, before.get(who)]);

        // What is hidden is answered as what was never there, to the letter; and so is what would be done to it.
        const nothing = (node: Point) => ref(node.kind, newId<'node'>(home.clock.now().getTime()));
        const start = points[0] as Point;
        const [first] = own as [string];
        const put = async (node: Point): Promise<string[]> => {
          const ctx = await home.of('partner');
          const answers = await Promise.all([
            answerOf(expandNode(ctx, inDatabase, { node })),
            answerOf(expandNode(ctx, inMemory, { node })),
            answerOf(findPath(ctx, inDatabase, { from: start, to: node })),
            answerOf(whyLink(ctx, { from: start, to: node })),
            answerOf(unmaskIdentifier(ctx, { identifier: node.id })),
            answerOf(readOffenceFile(ctx, { file: node.id })),
            answerOf(readFileLinks(ctx, { file: node.id })),
            answerOf(linkNodes(ctx, { file: first, from: start, to: node, kind: 'CONTACTED' })),
            answerOf(addIdentifier(ctx, { file: first, ...phone(fresh()), person: node.id })),
            answerOf(claimSame(ctx, { file: first, one: person, other: node.id, says: 'SAME', ...GRADE })),
            answerOf(listDeconfliction(ctx, { file: node.id })),
          ]);
          return answers;
        };
        for (const node of hidden) expect(await put(node)).toEqual(await put(nothing(node)));
        for (const link of links)
          expect(await answerOf(takeBackLink(await home.of('partner'), { link, reason: 'WRONG_VALUE' }))).toBe(
            await answerOf(
              takeBackLink(await home.of('partner'), {
                link: newId<'link'>(home.clock.now().getTime()),
                reason: 'WRONG_VALUE',
              }),
            ),
          );

        // To write what others hold is answered as to write what nobody does: the same words, as long, and a mask of its own alone.
        const written = async (value: string) =>
          must(await addIdentifier(await home.of('partner'), { file: first, ...phone(value) }));
        const [known, unknown] = [await written(theirs[0] as string), await written(fresh())];
        expect(Object.keys(known)).toEqual(Object.keys(unknown));
        expect(JSON.stringify(known)).toHaveLength(JSON.stringify(unknown).length);
        expect(known.mask).toBe(`••••${(theirs[0] as string).slice(-3)}`);
      }),
      { numRuns: 5 },
    );
  } finally {
    still.mockRestore();
    await follower.close();
  }
}, 400_000);

test('a thousand links that the reader does not see move an answer into no other class of time', async () => {
  const partner = await home.of('partner');
  const file = must(await openOffenceFile(partner, { summary: 'Nội dung mẫu của một tin báo.' })).id;
  const { identifier } = must(await addIdentifier(partner, { file, ...phone(fresh()) }));
  /** Classes of time that the quickest of some answers took: what else the machine does only adds to them. */
  const least = async (): Promise<number> => {
    const took: number[] = [];
    for (let at = 0; at < 15; at++) {
      const begun = performance.now();
      must(await expandNode(await home.of('partner'), inDatabase, { node: ref('IDENTIFIER', identifier) }));
      took.push(Math.floor((performance.now() - begun + untilTimeClass(0) / 4) / untilTimeClass(0)));
    }
    return Math.min(...took);
  };
  await least();
  const before = await least();
  await home.owner.query(
    `with made as (insert into offences.node (kind, object) select 7, gen_random_uuid() from generate_series(1, 1000) returning id)
       insert into offences.link (id, src, dst, kind, visibility, reliability, credibility, origin_module, origin_kind, origin_id, once_mark, author, agency,
         first_seen, last_seen, made_at)
       select gen_random_uuid(), made.id, (select node from offences.identifier where id = $1), 1, (select id from offences.visibility_class where level = 'CLOSED'),
         'F', '6', 'test', 'test', gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), 'test', 'CAT-01', now(), now(), now() from made`,
    [identifier],
  );
  await home.owner.query('analyze offences.adjacency, offences.node, offences.link');
  const after = must(await expandNode(partner, inDatabase, { node: ref('IDENTIFIER', identifier) }));
  expect(after).toMatchObject({ degree: 1, more: 0, wide: [] });
  expect(await least()).toBe(before);
}, 120_000);
