import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type Actor, newId, ok, rows, systemActor, type Tx } from '../../kernel/index.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { findIdentifiers } from '../identifiers/find-identifier.ts';
import { unmaskIdentifier } from '../identifiers/unmask-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { expandNode } from './expand-node.ts';
import { findPath } from './find-path.ts';
import type { ChangedLink } from './graph-copy.ts';
import { GraphFollower } from './graph-follower.ts';
import { copyOf, drawnGraph, drawnView } from './graphs.testing.ts';
import { linkNodes } from './link-nodes.ts';
import { classNumber, nodeNumbers, visibleClasses } from './node-store.ts';
import { reviewHub } from './review-hub.ts';
import { takeBackLink } from './take-back-link.ts';
import { ALL_DAYS, ALL_KINDS, type GraphView } from './view.ts';
import { graphReader, untilTimeClass } from './walk-input.ts';
import { neighbourhoodInDatabase, pathInDatabase } from './walk-store.ts';
import { whyLink } from './why-link.ts';

const home = fileFixture(() => openOffencesHome());
const graph = graphReader(() => undefined);
const platform = systemActor('test');
const inTx = async <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> =>
  must(await home.context(actor).transaction(async (tx) => ok(await work(tx))));
const file = (id: string) => ({ kind: 'FILE', id });
const identifier = (id: string) => ({ kind: 'IDENTIFIER', id });

describe('the database', () => {
  /** Numbers of the drawn points and classes as they stand in the database. */
  const nodes: number[] = [];
  const classes: number[] = [];
  const UNITS = ['CAT-01', 'CAT-79', 'MPS-A05', 'CAT-48'];
  beforeAll(async () => {
    await inTx(platform, async (tx) => {
      for (const unit of UNITS) classes.push(await classNumber(tx, { unit }));
      nodes.push(
        ...(await nodeNumbers(
          tx,
          Array.from({ length: 14 }, () => ({ kind: 7, object: newId<'node'>() })),
        )),
      );
    });
  });
  const real = (link: ChangedLink): ChangedLink => ({
    ...link,
    src: nodes[link.src - 1] as number,
    dst: nodes[link.dst - 1] as number,
    visibility: classes[link.visibility - 1] as number,
  });
  const fill = async (links: readonly ChangedLink[], hubs: readonly number[]) => {
    await home.owner.query('truncate offences.link cascade; delete from offences.adjacency; delete from offences.hub');
    for (const link of links)
      await home.owner.query(
        `insert into offences.link (id, src, dst, kind, visibility, reliability, credibility, origin_module, origin_kind, origin_id, once_mark, author, agency,
           first_seen, last_seen, made_at)
         values (gen_random_uuid(), $1, $2, $3, $4, 'F', '6', 'test', 'test', gen_random_uuid(), $5, 'test', 'CAT-01',
           timestamptz '1970-01-01 12:00+07' + $6::integer * interval '1 day', timestamptz '1970-01-01 12:00+07' + $7::integer * interval '1 day', now())`,
        [link.src, link.dst, link.kind, link.visibility, randomBytes(32), link.first, link.last],
      );
    for (const node of hubs)
      await home.owner.query(
        `insert into offences.hub (id, node, reason, until_at, agency, reviewed_by, reviewed_at)
         values (gen_random_uuid(), $1, 'SCHOOL_WIFI', $2, 'CAT-01', gen_random_uuid(), now())`,
        [node, new Date(home.clock.now().getTime() + 1)],
      );
  };
  const asked = async (actor: Actor, view: GraphView, pairs: readonly (readonly [number, number])[]) =>
    inTx(actor, async (tx) => {
      const answers = [];
      for (const [from, to] of pairs) {
        answers.push(await pathInDatabase(tx, from, to, view));
        for (const steps of [1, 2] as const) answers.push(await neighbourhoodInDatabase(tx, from, view, steps, 6));
      }
      return answers.map(sorted);
    });
  const inCopy = (
    links: readonly ChangedLink[],
    hubs: readonly number[],
    view: GraphView,
    pairs: readonly (readonly [number, number])[],
  ) => {
    const copy = copyOf(links, Math.max(...nodes));
    const now = home.clock.now().getTime();
    for (const node of hubs) copy.setHub(node, now + 1);
    return pairs
      .flatMap(([from, to]) => [
        copy.path(from, to, view, now),
        copy.neighbourhood(from, view, now, 1, 6),
        copy.neighbourhood(from, view, now, 2, 6),
      ])
      .map(sorted);
  };
  /** Ties in one order, each from its lesser end: rows of a table have none. */
  const sorted = (answer: object) =>
    'ties' in answer
      ? {
          ...answer,
          ties: (answer.ties as { from: number; to: number }[])
            .map(({ from, to, ...tie }) => ({ ...tie, from: Math.min(from, to), to: Math.max(from, to) }))
            .sort((one, other) => one.from - other.from || one.to - other.to),
        }
      : answer;

  test('and the copy in memory give the same answers, for any graph and view', async () => {
    await fc.assert(
      fc.asyncProperty(drawnGraph, drawnView, async ({ links, hubs, pairs }, drawn) => {
        const [standing, shared] = [links.map(real), hubs.map((at) => nodes[at - 1] as number)];
        await fill(standing, shared);
        const view = { ...drawn, classes: drawn.classes.map((at) => classes[at - 1] as number) };
        const ends = pairs.map(([from, to]) => [nodes[from - 1] as number, nodes[to - 1] as number] as const);
        expect(await asked(platform, view, ends)).toEqual(inCopy(standing, shared, view, ends));
      }),
      { numRuns: 60 },
    );
  }, 240_000);

  test('lets nobody past the row locks, even with all classes in the question: the answers are those of the graph of their own', async () => {
    const people = await Promise.all(
      (['lead', 'partner', 'stranger', 'verifier'] as const).map(async (who) => (await home.of(who)).actor),
    );
    await fc.assert(
      fc.asyncProperty(drawnGraph, fc.nat(), async ({ links, pairs }, drawn) => {
        const standing = links.map(real);
        await fill(standing, []);
        const who = people[drawn % people.length] as Actor;
        const own = await inTx(who, visibleClasses);
        const unit = who.kind === 'person' ? classes[UNITS.indexOf(who.agency)] : undefined;
        const plays = who.kind === 'person' && who.assignments.some(({ role }) => role.startsWith('police_'));
        expect(classes.filter((one) => own.includes(one))).toEqual(plays ? [unit] : []);
        const view = { classes, kinds: ALL_KINDS, ...ALL_DAYS, degreeMost: 1_000 };
        const ends = pairs.map(([from, to]) => [nodes[from - 1] as number, nodes[to - 1] as number] as const);
        const seen = standing.filter(({ visibility }) => own.includes(visibility));
        expect(await asked(who, view, ends)).toEqual(inCopy(seen, [], view, ends));
        // What is walked is read by the platform alone: by no statement of a person.
        expect(await inTx(who, (tx) => rows(tx, sql`select 1 from offences.adjacency limit 1`))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 240_000);

  test('and the copy answer without the points that a reader is kept from as if they had no link', async () => {
    await fc.assert(
      fc.asyncProperty(
        drawnGraph,
        drawnView,
        fc.uniqueArray(fc.nat(13), { maxLength: 2 }),
        async (graph, drawn, kept) => {
          const [standing, shared] = [graph.links.map(real), graph.hubs.map((at) => nodes[at - 1] as number)];
          const without = kept.map((at) => nodes[at] as number);
          const there = standing.filter(({ src, dst }) => !without.includes(src) && !without.includes(dst));
          const ends = graph.pairs
            .map(([from, to]) => [nodes[from - 1] as number, nodes[to - 1] as number] as const)
            .filter((pair) => !pair.some((node) => without.includes(node)));
          await fill(standing, shared);
          const view = { ...drawn, classes: drawn.classes.map((at) => classes[at - 1] as number) };
          const plain = inCopy(there, shared, view, ends);
          expect(await asked(platform, { ...view, without }, ends)).toEqual(plain);
          expect(inCopy(standing, shared, { ...view, without }, ends)).toEqual(plain);
        },
      ),
      { numRuns: 40 },
    );
  }, 240_000);

  test('keeps a copy that follows it equal to it, link by link', async () => {
    await fill([], []);
    const follower = new GraphFollower(home.kernel, 3_600_000);
    try {
      await follower.build();
      await fc.assert(
        fc.asyncProperty(drawnGraph, drawnView, async ({ links, hubs, pairs }, drawn) => {
          // What stood before goes as people take links back, and not by an owner's hand.
          await home.owner.query(
            "update offences.link set taken_back_at = now(), taken_back_by = 'test', taken_back_reason = 'OTHER_PERSON' where taken_back_at is null",
          );
          await home.owner.query(
            'update offences.hub set ended_at = now(), ended_by = gen_random_uuid() where ended_at is null',
          );
          const [standing, shared] = [links.map(real), hubs.map((at) => nodes[at - 1] as number)];
          for (const link of standing)
            await home.owner.query(
              `insert into offences.link (id, src, dst, kind, visibility, reliability, credibility, origin_module, origin_kind, origin_id, once_mark, author,
                 agency, first_seen, last_seen, made_at)
               values (gen_random_uuid(), $1, $2, $3, $4, 'F', '6', 'test', 'test', gen_random_uuid(), $5, 'test', 'CAT-01',
                 timestamptz '1970-01-01 12:00+07' + $6::integer * interval '1 day', timestamptz '1970-01-01 12:00+07' + $7::integer * interval '1 day', now())`,
              [link.src, link.dst, link.kind, link.visibility, randomBytes(32), link.first, link.last],
            );
          for (const node of shared)
            await home.owner.query(
              `insert into offences.hub (id, node, reason, until_at, agency, reviewed_by, reviewed_at)
               values (gen_random_uuid(), $1, 'SCHOOL_WIFI', $2, 'CAT-01', gen_random_uuid(), now())`,
              [node, new Date(home.clock.now().getTime() + 1)],
            );
          await follower.catchUp();
          const view = { ...drawn, classes: drawn.classes.map((at) => classes[at - 1] as number) };
          const now = home.clock.now().getTime();
          const copy = follower.copy;
          if (!copy) throw new Error('it was built');
          expect(copy.links).toBe(standing.length);
          const ends = pairs.map(([from, to]) => [nodes[from - 1] as number, nodes[to - 1] as number] as const);
          const followed = ends.flatMap(([from, to]) => [
            copy.path(from, to, view, now),
            copy.neighbourhood(from, view, now, 1, 6),
            copy.neighbourhood(from, view, now, 2, 6),
          ]);
          expect(followed.map(sorted)).toEqual(inCopy(standing, shared, view, ends));
        }),
        { numRuns: 25 },
      );
    } finally {
      await follower.close();
      await home.owner.query(
        'truncate offences.link cascade; delete from offences.adjacency; delete from offences.hub',
      );
    }
  }, 240_000);
});

describe('what people do', () => {
  const phone = { kind: 'PHONE', written: '0168 555 01 01' };
  const added = async (who: 'lead' | 'partner' | 'stranger', of: string, more: object = phone) =>
    must(await addIdentifier(await home.of(who), { file: of, ...(more as typeof phone) }));
  const fileOf = async (who: 'lead' | 'partner' | 'stranger') => {
    const { openOffenceFile } = await import('../files/open-file.ts');
    return must(await openOffenceFile(await home.of(who), { summary: 'Nội dung mẫu của một tin báo.' })).id;
  };
  const fresh = () =>
    `09${String(createHash('sha256').update(newId<'x'>()).digest().readUInt32BE() % 100_000_000).padStart(8, '0')}`;

  test('a number written in two ways in two files of a unit is one, and the way between the files goes through it', async () => {
    const [one, two] = [await fileOf('lead'), await fileOf('lead')];
    const rest = fresh().slice(3);
    const first = await added('lead', one, { kind: 'PHONE', written: `0168 ${rest}` });
    const second = await added('lead', two, { kind: 'PHONE', written: `+84 38 ${rest}` });
    expect(second.identifier).toBe(first.identifier);
    const ctx = await home.of('lead');
    const path = must(await findPath(ctx, graph, { from: file(one), to: file(two) }));
    expect(path.nodes.map(({ id }) => id)).toEqual([one, first.identifier, two]);
    expect(path.nodes[1]?.mask).toBe(`••••${rest.slice(-3)}`);
    expect(path.ties.map(({ links, kinds }) => [links, kinds])).toEqual([
      [1, ['MENTIONED_IN']],
      [1, ['MENTIONED_IN']],
    ]);
    const why = must(await whyLink(ctx, { from: file(one), to: identifier(first.identifier) }));
    expect(why.links).toMatchObject([
      { id: first.link, kind: 'MENTIONED_IN', agency: 'CAT-01', reliability: 'F', derived: false },
    ]);
    expect(must(await unmaskIdentifier(ctx, first)).display).toBe(`+8438${rest}`);
  });

  test('another unit that holds the same sees its own links alone: no number, length, neighbour or name tells of ours', async () => {
    const number = fresh();
    const [ours, ours2, theirs] = [await fileOf('lead'), await fileOf('lead'), await fileOf('partner')];
    const theirAnswers = async () => {
      const ctx = await home.of('partner');
      const found = must(await findIdentifiers(ctx, { kind: 'PHONE', written: number }));
      return {
        found,
        near: found.same ? must(await expandNode(ctx, graph, { node: identifier(found.same.id) })) : null,
        ofFile: must(await expandNode(ctx, graph, { node: file(theirs) })),
        ours: code(await expandNode(ctx, graph, { node: file(ours) })),
        path: code(await findPath(ctx, graph, { from: file(theirs), to: file(ours) })),
      };
    };
    const before = await theirAnswers();
    expect(before).toMatchObject({ found: { same: null }, ours: 'graph-node.not-found', path: 'graph-node.not-found' });
    await added('lead', ours, { kind: 'PHONE', written: number });
    expect(await theirAnswers()).toEqual(before);
    const own = await added('partner', theirs, { kind: 'PHONE', written: number });
    const alone = await theirAnswers();
    expect(alone.near).toMatchObject({ degree: 1, more: 0, hubs: [], wide: [] });
    await added('lead', ours2, { kind: 'PHONE', written: number });
    expect(await theirAnswers()).toEqual(alone);
    expect(
      must(await whyLink(await home.of('partner'), { from: file(theirs), to: identifier(own.identifier) })).links,
    ).toHaveLength(1);
    // The commune, welfare and verifiers see no graph at all.
    for (const who of ['verifier'] as const)
      expect(code(await expandNode(await home.of(who), graph, { node: identifier(own.identifier) }))).toBe(
        'access.not-permitted',
      );
    expect(code(await expandNode(await home.of('communePolice'), graph, { node: identifier(own.identifier) }))).toBe(
      'graph-node.not-found',
    );
  });

  test('what looks like an account of another unit is no hint of it, in the list that is offered while somebody writes', async () => {
    const name = `mau${fresh()}`;
    const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
    const account = (written: string) => ({ kind: 'ACCOUNT', place: 'TIKTOK', written });
    // The Cyrillic letter а looks like the Latin one.
    const lookalike = account(`m\u0430u${name.slice(3)}`);
    const offered = async () => must(await findIdentifiers(await home.of('partner'), lookalike));
    const before = await offered();
    expect(before).toEqual({ same: null, alike: [] });
    const { identifier: hidden } = await added('lead', ours, account(name));
    expect(must(await findIdentifiers(await home.of('lead'), lookalike)).alike).toMatchObject([{ id: hidden }]);
    expect(await offered()).toEqual(before);
    await added('partner', theirs, account(name));
    expect((await offered()).alike).toMatchObject([{ id: hidden }]);
  });

  test('every answer and every refusal of a walk waits for the end of its class of time', async () => {
    const [seen, hidden] = [await fileOf('partner'), await fileOf('lead')];
    await added('partner', seen, { kind: 'PHONE', written: fresh() });
    const ctx = await home.of('partner');
    const still = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const waits = () => timers.mock.calls.filter(([, ms]) => ms === untilTimeClass(0)).length;
    try {
      for (const [at, ask] of [
        () => expandNode(ctx, graph, { node: file(seen) }),
        () => expandNode(ctx, graph, { node: file(hidden) }),
        () => findPath(ctx, graph, { from: file(seen), to: file(hidden) }),
        () => whyLink(ctx, { from: file(seen), to: file(hidden) }),
        () => findIdentifiers(ctx, { kind: 'PHONE', written: fresh() }),
      ].entries()) {
        await ask();
        expect(waits()).toBe(at + 1);
      }
    } finally {
      timers.mockRestore();
      still.mockRestore();
    }
  });

  test('a wrong link is taken back: what was worked out from it goes too, and the former answers come again', async () => {
    const [one, two] = [await fileOf('lead'), await fileOf('lead')];
    const ctx = await home.of('lead');
    await added('lead', one, { kind: 'PHONE', written: fresh() });
    const before = must(await expandNode(ctx, graph, { node: file(one) }));
    const wrong = await added('lead', one, { kind: 'PHONE', written: fresh() });
    await added('lead', two, { kind: 'EMAIL', written: `${newId<'x'>().slice(-8)}@vi-du.example` });
    const made = must(await linkNodes(ctx, { file: one, from: file(one), to: file(two), kind: 'CONTACTED' }));
    // What the platform works out from the two, as a series does.
    await inTx(platform, async (tx) => {
      const { insertBasis } = await import('./link-store.ts');
      await insertBasis(tx, made.link, [wrong.link]);
    });
    expect(must(await findPath(ctx, graph, { from: file(one), to: file(two) })).nodes).toHaveLength(2);
    expect(code(await takeBackLink(await home.of('partner'), { link: wrong.link, reason: 'WRONG_VALUE' }))).toBe(
      'link.not-found',
    );
    must(await takeBackLink(ctx, { link: wrong.link, reason: 'WRONG_VALUE' }));
    expect(must(await expandNode(ctx, graph, { node: file(one) }))).toEqual(before);
    expect(must(await findPath(ctx, graph, { from: file(one), to: file(two) })).nodes).toEqual([]);
    expect(code(await expandNode(ctx, graph, { node: identifier(wrong.identifier) }))).toBe('graph-node.not-found');
    expect(code(await takeBackLink(ctx, { link: wrong.link, reason: 'WRONG_VALUE' }))).toBe('link.not-found');
    // The row stays, with who and why.
    const { rows } = await home.owner.query(
      'select taken_back_reason from offences.link where id = any($1) order by made_at',
      [[wrong.link, made.link]],
    );
    expect(rows.map((row) => row.taken_back_reason)).toEqual(['WRONG_VALUE', 'DERIVED']);
  });

  test('a point that a whole school shares leads nowhere while it is reviewed, and the walk says why', async () => {
    const [one, two] = [await fileOf('lead'), await fileOf('lead')];
    const shared = { kind: 'IP', written: `8.8.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}` };
    const { identifier: id } = await added('lead', one, shared);
    await added('lead', two, shared);
    const ctx = await home.of('lead');
    expect(must(await findPath(ctx, graph, { from: file(one), to: file(two) })).nodes).toHaveLength(3);
    expect(code(await reviewHub(ctx, { identifier: id, reason: 'SCHOOL_WIFI', until: '2030-01-01' }))).toBe(
      'hub.unusable',
    );
    must(await reviewHub(ctx, { identifier: id, reason: 'SCHOOL_WIFI', until: '2027-05-31' }));
    const shut = must(await findPath(ctx, graph, { from: file(one), to: file(two) }));
    expect(shut).toMatchObject({ nodes: [], hubs: [{ id, hub: { reason: 'SCHOOL_WIFI' } }] });
    expect(must(await expandNode(ctx, graph, { node: file(one) })).hubs).toMatchObject([{ id }]);
    must(await reviewHub(ctx, { identifier: id }));
    expect(must(await findPath(ctx, graph, { from: file(one), to: file(two) })).nodes).toHaveLength(3);
  });

  test('what belongs to a child leads from one unit to no other, whoever wrote it first', async () => {
    const number = fresh();
    const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
    await added('lead', ours, { kind: 'PHONE', written: number });
    const { identifier: id } = must(
      await addIdentifier(await home.of('partner'), { file: theirs, kind: 'PHONE', written: number, childOwned: true }),
    );
    const seen = must(await expandNode(await home.of('partner'), graph, { node: identifier(id) }));
    expect(seen.nodes.map((node) => node.id)).toEqual([id, theirs]);
    expect(seen.nodes[0]?.childOwned).toBe(true);
    // Links that no file holds are seen by nobody from then on.
    const { rows } = await home.owner.query(
      `select distinct class.level from offences.adjacency as link join offences.visibility_class as class on class.id = link.visibility
       join offences.identifier on identifier.node = link.src where identifier.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ level: 'FILE' }]);
  });

  test('an officer who is named in a file or has a conflict has none of its links, and the lead’s do not change', async () => {
    const one = await fileOf('lead');
    const { identifier: id } = await added('lead', one, { kind: 'PHONE', written: fresh() });
    const { declareFileConflict } = await import('../files/declare-conflict.ts');
    must(await declareFileConflict(await home.of('second'), { file: one }));
    expect(code(await expandNode(await home.of('second'), graph, { node: identifier(id) }))).toBe(
      'graph-node.not-found',
    );
    expect(must(await expandNode(await home.of('lead'), graph, { node: identifier(id) })).degree).toBe(1);
  });

  test('a file that goes to another unit takes its links with it', async () => {
    const one = await fileOf('lead');
    const { identifier: id } = await added('lead', one, { kind: 'PHONE', written: fresh() });
    await home.owner.query("update offences.offence_file set lead_agency = 'CAT-79' where id = $1", [one]);
    expect(must(await expandNode(await home.of('partner'), graph, { node: identifier(id) })).degree).toBe(1);
    expect(code(await expandNode(await home.of('lead'), graph, { node: identifier(id) }))).toBe('graph-node.not-found');
  });

  test('nothing wrong is written: kinds, grades and days of the lists, values that hold', async () => {
    const one = await fileOf('lead');
    const ctx = await home.of('lead');
    const add = async (more: object) =>
      code(await addIdentifier(ctx, { file: one, kind: 'PHONE', written: '0912345678', ...more }));
    expect(await add({ kind: 'NAME' })).toBe('identifier.unusable');
    expect(await add({ written: 'gọi sau' })).toBe('identifier.unusable');
    expect(await add({ link: 'SAME_SERIES' })).toBe('link.unusable');
    expect(await add({ reliability: 'G' })).toBe('link.unusable');
    expect(await add({ seenFrom: '2027-01-01' })).toBe('link.unusable');
    expect(await add({ seenFrom: '2026-11-02', seenTo: '2026-11-01' })).toBe('link.unusable');
    expect(code(await linkNodes(ctx, { file: one, from: file(one), to: file(one), kind: 'USES' }))).toBe(
      'link.unusable',
    );
    expect(code(await expandNode(ctx, graph, { node: file(one), degreeMost: 1 }))).toBe('graph.filter-unusable');
    expect(code(await expandNode(ctx, graph, { node: file(one), since: '2026-02-30' }))).toBe('graph.filter-unusable');
    expect(code(await expandNode(ctx, graph, { node: file(one), kinds: ['X'] }))).toBe('graph.filter-unusable');
    expect(code(await expandNode(ctx, graph, { node: { kind: 'FILE', id: 'x' } }))).toBe('graph-node.not-found');
    const { rowCount } = await home.owner.query('select 1 from offences.link where origin_id = $1', [one]);
    expect(rowCount).toBe(0);
  });
});

test('an answer is given at the end of its class of time', () => {
  for (const took of [0, 0.4, 7, 19.99]) expect(took + untilTimeClass(took)).toBeCloseTo(20, 6);
  for (const took of [20.01, 33, 40]) expect(took + untilTimeClass(took)).toBeCloseTo(40, 6);
});
