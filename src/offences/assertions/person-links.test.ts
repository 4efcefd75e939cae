import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { type Ctx, DAY, vietnamDate } from '../../kernel/index.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { readOffenceFile } from '../files/read-file.ts';
import { endShare, shareFile } from '../files/share-file.ts';
import { expandNode } from '../graph/expand-node.ts';
import { findPath } from '../graph/find-path.ts';
import { linkNodes } from '../graph/link-nodes.ts';
import { readFileLinks } from '../graph/read-file-links.ts';
import { takeBackLink } from '../graph/take-back-link.ts';
import { graphReader } from '../graph/walk-input.ts';
import { whyLink } from '../graph/why-link.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { scanSeries } from '../series/scan-series.ts';
import { claimSame } from './claim-same.ts';
import { namePerson } from './name-person.ts';
import { takeBack } from './take-back.ts';
import { tiePersons } from './tie-persons.ts';

const home = fileFixture(() => openOffencesHome());
const graph = graphReader(() => undefined);
const GRADE = { basis: 'REPORT', reliability: 'B', credibility: 2 };
const file = (id: string) => ({ kind: 'FILE', id });
const person = (id: string) => ({ kind: 'PERSON', id });
const identifier = (id: string) => ({ kind: 'IDENTIFIER', id });
const until = () => vietnamDate(new Date(home.clock.now().getTime() + 30 * DAY));
let used = 30_000_000;
const phone = () => ({ kind: 'PHONE', written: `09${used++}` });
type Who = 'lead' | 'partner' | 'second' | 'stranger';
const named = async (who: Who, of: string, more: object = { description: 'Tài khoản mẫu' }) => {
  // Two of one moment could stand in either order.
  home.clock.advance(1_000);
  return must(await namePerson(await home.of(who), { file: of, part: 'SUSPECT', ...GRADE, ...more })).id;
};
const sharedWithPartner = async () => {
  const id = await home.opened();
  must(await shareFile(await home.of('lead'), { file: id, agency: 'CAT-79', until: until() }));
  return id;
};
const near = async (ctx: Ctx, id: string, steps: 1 | 2 = 2) =>
  must(await expandNode(ctx, graph, { node: file(id), steps }));
const kindsNear = async (ctx: Ctx, id: string) => (await near(ctx, id)).nodes.map(({ kind }) => kind).sort();

describe('a person of interest as a point', () => {
  it('is called by the code of the file and a number, never by a name, and says who said so', async () => {
    const id = await home.opened();
    const lead = await home.of('lead');
    await named('lead', id);
    const one = await named('lead', id, { name: 'Kẻ Mẫu Không Có Thật' });
    const seen = await near(lead, id);
    expect(seen.nodes.find((node) => node.id === one)).toMatchObject({
      kind: 'PERSON',
      reference: seen.nodes[0]?.reference,
      person: { file: id, number: 2 },
      steps: 1,
      mask: null,
    });
    expect(JSON.stringify(seen)).not.toContain('Không Có Thật');
    const { links } = must(await whyLink(lead, { from: person(one), to: file(id) }));
    expect(links).toMatchObject([
      {
        kind: 'MENTIONED_IN',
        forth: true,
        reliability: 'B',
        credibility: '2',
        author: home.units.lead.person,
        agency: 'CAT-01',
        derived: false,
        said: true,
        origin: { kind: 'person-of-interest', id: one },
      },
    ]);
    // It is taken back as what it is: an assertion.
    expect(code(await takeBackLink(lead, { link: links[0]?.id as string, reason: 'OTHER_PERSON' }))).toBe(
      'link.of-assertion',
    );
    expect(must(await whyLink(lead, { from: person(one), to: file(id) })).links).toHaveLength(1);
    for (const who of ['partner', 'stranger'] as const)
      expect(code(await expandNode(await home.of(who), graph, { node: person(one) }))).toBe('graph-node.not-found');
  });

  it('is gone for an officer of the same name, with all that the file holds', async () => {
    const id = await home.opened();
    const one = await named('lead', id, { name: 'điều tra HAI' });
    expect(code(await expandNode(await home.of('second'), graph, { node: person(one) }))).toBe('graph-node.not-found');
    expect(must(await expandNode(await home.of('lead'), graph, { node: person(one) })).degree).toBe(1);
  });

  it('holds the identifiers that are said to be theirs; taken back, those links go and the identifiers stay', async () => {
    const id = await home.opened();
    const lead = await home.of('lead');
    const [one, other] = [await named('lead', id), await named('lead', id)];
    const uses = must(await addIdentifier(lead, { file: id, ...phone(), person: one }));
    const owns = must(await addIdentifier(lead, { file: id, ...phone(), link: 'OWNS', person: one }));
    const later = must(await addIdentifier(lead, { file: id, ...phone() }));
    must(await linkNodes(lead, { file: id, from: person(one), to: identifier(later.identifier), kind: 'PAID_TO' }));
    must(await linkNodes(lead, { file: id, from: person(one), to: person(other), kind: 'CONTACTED' }));
    const kinds = async (to: string) =>
      must(await whyLink(lead, { from: person(one), to: identifier(to) })).links.map(({ kind, forth, said }) => [
        kind,
        forth,
        said,
      ]);
    expect(await kinds(uses.identifier)).toEqual([['USES', true, false]]);
    expect(await kinds(owns.identifier)).toEqual([['OWNS', true, false]]);
    expect(await kinds(later.identifier)).toEqual([['PAID_TO', true, false]]);
    // The file’s own link to the second is taken back: the number was wrong, and nobody’s.
    must(await takeBackLink(lead, { link: owns.link, reason: 'WRONG_VALUE' }));
    expect(code(await whyLink(lead, { from: person(one), to: identifier(owns.identifier) }))).toBe(
      'graph-node.not-found',
    );
    must(await takeBack(lead, { file: id, kind: 'person', id: one, reason: 'REFUTED' }));
    expect(code(await expandNode(lead, graph, { node: person(one) }))).toBe('graph-node.not-found');
    const left = await near(lead, id);
    expect(left.nodes.map((node) => node.id).sort()).toEqual([id, other, uses.identifier, later.identifier].sort());
    expect(left.ties.every(({ links }) => links === 1)).toBe(true);
    // The rows stay: what fell says that it did.
    const { links } = must(await readFileLinks(lead, { file: id }));
    const fallen = links.filter(({ takenBack }) => takenBack?.reason === 'DERIVED');
    expect(fallen.length).toBeGreaterThanOrEqual(3);
    expect(fallen.every(({ takenBack }) => takenBack?.by === home.units.lead.person || takenBack === null)).toBe(true);
  });

  it('of another file, or taken back, is linked to nothing here', async () => {
    const [id, elsewhere] = [await home.opened(), await home.opened()];
    const lead = await home.of('lead');
    const [one, away] = [await named('lead', id), await named('lead', elsewhere)];
    const added = must(await addIdentifier(lead, { file: id, ...phone() }));
    const tie = (from: string) =>
      linkNodes(lead, { file: id, from: person(from), to: identifier(added.identifier), kind: 'USES' });
    expect(await tie(away)).toMatchObject({ ok: false, refusal: { code: 'link.unusable', field: 'from' } });
    for (const wrong of [away, 'x', ''])
      expect(await addIdentifier(lead, { file: id, ...phone(), person: wrong })).toMatchObject({
        ok: false,
        refusal: { code: 'link.unusable', field: 'person' },
      });
    must(await takeBack(lead, { file: id, kind: 'person', id: one, reason: 'MISTAKE' }));
    expect(code(await tie(one))).toBe('graph-node.not-found');
    expect(code(await addIdentifier(lead, { file: id, ...phone(), person: one }))).toBe('link.unusable');
    // Nothing of a refused act was written.
    expect((await near(lead, id)).nodes.map((node) => node.id)).toEqual([id, added.identifier]);
  });

  it('makes no series and no member of one: two files are proposed by what they share, as without it', async () => {
    const [one, two] = [await home.opened(), await home.opened()];
    const lead = await home.of('lead');
    const number = phone();
    for (const id of [one, two])
      must(await addIdentifier(lead, { file: id, ...number, person: await named('lead', id) }));
    home.clock.advance(10_000);
    must(await scanSeries(home.platform()));
    const { rows } = await home.owner.query(
      `select node.kind, count(*)::int as n from offences.series_member as member join offences.node on node.id = member.node
       where member.series_id in (
         select series_id from offences.series_member join offences.node as own on own.id = series_member.node where own.object = any($1::uuid[]))
       group by 1`,
      [[one, two]],
    );
    expect(rows).toEqual([{ kind: 1, n: 2 }]);
    const supports = await home.owner.query(
      `select count(*)::int as n from offences.series_support where series_id in (
         select series_id from offences.series_member join offences.node as own on own.id = series_member.node where own.object = $1::uuid)`,
      [one],
    );
    expect(supports.rows).toEqual([{ n: 1 }]);
  });
});

describe('two who are held to be one', () => {
  it('are linked for who has a part in both files, and for nobody who has a part in one', async () => {
    const [ours, shared] = [await home.opened(), await sharedWithPartner()];
    const lead = await home.of('lead');
    const [one, other] = [await named('lead', ours), await named('lead', shared)];
    const answers = async () => {
      const ctx = await home.of('partner');
      return {
        near: await near(ctx, shared),
        ofPerson: must(await expandNode(ctx, graph, { node: person(other) })),
        theirs: code(await expandNode(ctx, graph, { node: person(one) })),
        path: code(await findPath(ctx, graph, { from: person(other), to: person(one) })),
        why: code(await whyLink(ctx, { from: person(other), to: person(one) })),
      };
    };
    const before = await answers();
    expect(before).toMatchObject({ theirs: 'graph-node.not-found', path: 'graph-node.not-found' });
    must(await claimSame(lead, { file: ours, one, other, says: 'DIFFERENT', ...GRADE }));
    expect(must(await findPath(lead, graph, { from: person(one), to: person(other) })).nodes).toEqual([]);
    const claim = must(await claimSame(await home.of('second'), { file: ours, one, other, says: 'SAME', ...GRADE })).id;
    const path = must(await findPath(lead, graph, { from: file(ours), to: file(shared) }));
    expect(path.nodes.map(({ id }) => id)).toEqual([ours, one, other, shared]);
    expect(path.ties.map(({ kinds }) => kinds)).toEqual([['MENTIONED_IN'], ['SAME_PERSON'], ['MENTIONED_IN']]);
    expect(must(await whyLink(lead, { from: person(one), to: person(other) })).links).toMatchObject([
      { kind: 'SAME_PERSON', derived: false, said: true, author: home.units.second.person },
    ]);
    expect(await answers()).toEqual(before);

    // Let in to the other file too, the unit sees it; and no more when that has ended.
    must(await shareFile(lead, { file: ours, agency: 'CAT-79', until: until() }));
    const part = must(await readOffenceFile(lead, { file: ours })).units.find(({ agency }) => agency === 'CAT-79')?.id;
    expect(must(await whyLink(await home.of('partner'), { from: person(other), to: person(one) })).links).toHaveLength(
      1,
    );
    must(await endShare(lead, { file: ours, unit: part as string }));
    expect(await answers()).toEqual(before);

    // An officer who is kept from one of the two does not see it from the other.
    await named('lead', shared, { name: 'Điều Tra Hai' });
    expect(await kindsNear(await home.of('second'), ours)).toEqual(['FILE', 'PERSON']);
    expect((await near(lead, ours)).nodes.map(({ id }) => id)).toContain(other);

    must(await takeBack(lead, { file: ours, kind: 'claim', id: claim, reason: 'MISTAKE' }));
    expect(must(await findPath(lead, graph, { from: file(ours), to: file(shared) })).nodes).toEqual([]);
  });

  it('are parted when either is taken back, also by a unit that does not see the other; and move with the lead of a file', async () => {
    const [ours, shared] = [await home.opened(), await sharedWithPartner()];
    const lead = await home.of('lead');
    const [own, theirs] = [await named('lead', ours), await named('partner', shared)];
    must(await claimSame(lead, { file: ours, one: own, other: theirs, says: 'SAME', ...GRADE }));
    expect(await kindsNear(lead, ours)).toEqual(['FILE', 'PERSON', 'PERSON']);
    await home.owner.query("update offences.offence_file set lead_agency = 'CAT-79' where id = $1", [ours]);
    expect(must(await whyLink(await home.of('partner'), { from: person(own), to: person(theirs) })).links).toHaveLength(
      1,
    );
    // Who led it leads the other alone now.
    expect(code(await whyLink(await home.of('lead'), { from: person(own), to: person(theirs) }))).toBe(
      'graph-node.not-found',
    );
    await home.owner.query("update offences.offence_file set lead_agency = 'CAT-01' where id = $1", [ours]);
    must(await takeBack(await home.of('partner'), { file: shared, kind: 'person', id: theirs, reason: 'MISTAKE' }));
    expect(await kindsNear(await home.of('lead'), ours)).toEqual(['FILE', 'PERSON']);
  });
});

it('what was said before persons were points is brought in once, with its author and its day', async () => {
  const [ours, shared] = [await home.opened(), await sharedWithPartner()];
  const lead = await home.of('lead');
  const [one, other, gone] = [await named('lead', ours), await named('partner', shared), await named('lead', ours)];
  must(await claimSame(lead, { file: ours, one, other, says: 'SAME', ...GRADE }));
  must(await takeBack(lead, { file: ours, kind: 'person', id: gone, reason: 'MISTAKE' }));
  const before = await near(lead, ours);
  const why = async () => must(await whyLink(lead, { from: person(other), to: file(shared) })).links;
  const [known] = await why();
  // As a database stood that had no such points: the links of these files are not there.
  await home.owner.query(
    `with old as (select link.id from offences.link join offences.node as src on src.id = link.src where src.object = any($1::uuid[])),
       rests as (delete from offences.link_basis where derived in (select id from old) or basis in (select id from old)),
       walked as (delete from offences.adjacency where link in (select id from old))
     select 1`,
    [[one, other, gone]],
  );
  await home.owner.query(
    'delete from offences.link using offences.node as src where src.id = link.src and src.object = any($1::uuid[])',
    [[one, other, gone]],
  );
  expect((await near(lead, ours)).nodes).toEqual([]);
  home.clock.advance(60_000);
  expect(must(await tiePersons(home.platform()))).toBe(3);
  expect(must(await tiePersons(home.platform()))).toBe(0);
  expect(await near(lead, ours)).toEqual(before);
  expect(await why()).toMatchObject([
    { author: known?.author, agency: 'CAT-79', firstSeen: known?.firstSeen, said: true },
  ]);
});

it('nobody sees a person or a comparison but of files in which they have a part, whatever was said and taken back', async () => {
  const WHO = ['lead', 'partner'] as const;
  const act = fc.record({
    does: fc.constantFrom(
      'name' as const,
      'name' as const,
      'compare' as const,
      'compare' as const,
      'take back' as const,
    ),
    who: fc.nat(1),
    one: fc.nat(20),
    other: fc.nat(20),
    says: fc.constantFrom('SAME' as const, 'SAME' as const, 'DIFFERENT' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (acts) => {
      const files = [
        await home.opened(),
        await sharedWithPartner(),
        must(await openOffenceFile(await home.of('partner'), { summary: 'Nội dung mẫu của một tin báo.' })).id,
      ];
      const parts: Readonly<Record<(typeof WHO)[number], readonly string[]>> = {
        lead: files.slice(0, 2),
        partner: files.slice(1),
      };
      const persons: { id: string; file: string; stands: boolean }[] = [];
      const claims: { file: string; one: string; other: string; says: string }[] = [];
      for (const { does, who: at, one, other, says } of acts) {
        const who = WHO[at] as (typeof WHO)[number];
        const within = parts[who];
        const [first, second] = [
          persons[one % Math.max(1, persons.length)],
          persons[other % Math.max(1, persons.length)],
        ];
        if (does === 'name' || !first || !second) {
          const of = within[one % within.length] as string;
          persons.push({ id: await named(who, of), file: of, stands: true });
        } else if (does === 'compare') {
          const said = await claimSame(await home.of(who), {
            file: first.file,
            one: first.id,
            other: second.id,
            says,
            ...GRADE,
          });
          if (said.ok) claims.push({ file: first.file, one: first.id, other: second.id, says });
          // Whoever does not see both has nobody to compare.
          if (!within.includes(first.file) || !within.includes(second.file)) expect(said.ok).toBe(false);
        } else {
          const taken = await takeBack(await home.of(who), {
            file: first.file,
            kind: 'person',
            id: first.id,
            reason: 'MISTAKE',
          });
          if (taken.ok) first.stands = false;
        }
      }
      const standing = new Map(persons.filter(({ stands }) => stands).map(({ id, file: of }) => [id, of]));
      for (const who of WHO) {
        const seen = new Set<string>();
        const ties = new Set<string>();
        for (const of of parts[who]) {
          const found = await expandNode(await home.of(who), graph, { node: file(of) });
          for (const node of must(found).nodes) if (node.kind === 'PERSON') seen.add(node.id);
          for (const { from, to, kinds } of must(found).ties)
            if (kinds.includes('SAME_PERSON'))
              ties.add([must(found).nodes[from]?.id, must(found).nodes[to]?.id].sort().join(' '));
        }
        const mine = (id: string) => parts[who].includes(standing.get(id) ?? '');
        expect([...seen].sort()).toEqual([...standing.keys()].filter(mine).sort());
        expect([...ties].sort()).toEqual(
          [
            ...new Set(
              claims
                .filter(({ says, one, other }) => says === 'SAME' && mine(one) && mine(other))
                .map(({ one, other }) => [one, other].sort().join(' ')),
            ),
          ].sort(),
        );
      }
      for (const { id } of persons)
        expect(code(await expandNode(await home.of('stranger'), graph, { node: person(id) }))).toBe(
          'graph-node.not-found',
        );
    }),
    { numRuns: 12 },
  );
}, 240_000);
