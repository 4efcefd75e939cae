import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { exclude, newId, ok } from '../../kernel/index.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { nodeNumber } from './link-lists.ts';
import { linkNodes } from './link-nodes.ts';
import { classNumber, nodeNumbers } from './node-store.ts';
import { readFileLinks } from './read-file-links.ts';
import { takeBackLink } from './take-back-link.ts';
import { writeLink } from './write-link.ts';

const home = fileFixture(() => openOffencesHome());
let used = 20_000_000;
const fresh = () => `09${used++}`;

test('a file shows its identifiers by masks, what ties them, and what was taken back with its reason', async () => {
  const file = await home.opened();
  const lead = await home.of('lead');
  expect(must(await readFileLinks(lead, { file }))).toEqual({ links: [], more: false });
  const [one, other] = [fresh(), fresh()];
  const first = must(
    await addIdentifier(lead, { file, kind: 'PHONE', written: one, reliability: 'B', credibility: '2' }),
  );
  const pass = () => home.clock.set(new Date(home.clock.now().getTime() + 1_000));
  pass();
  const second = must(await addIdentifier(lead, { file, kind: 'PHONE', written: other, link: 'USES' }));
  pass();
  must(
    await linkNodes(await home.of('lead'), {
      file,
      from: { kind: 'IDENTIFIER', id: first.identifier },
      to: { kind: 'IDENTIFIER', id: second.identifier },
      kind: 'CONTACTED',
    }),
  );
  must(await takeBackLink(lead, { link: second.link, reason: 'WRONG_VALUE' }));
  const { links } = must(await readFileLinks(lead, { file }));
  expect(links.map(({ kind, takenBack }) => [kind, takenBack?.reason ?? null])).toEqual([
    ['CONTACTED', null],
    ['MENTIONED_IN', null],
    ['USES', 'WRONG_VALUE'],
  ]);
  expect(links[1]).toMatchObject({
    from: { kind: 'IDENTIFIER', id: first.identifier, mask: first.mask },
    to: { kind: 'FILE', id: file },
    reliability: 'B',
    credibility: '2',
    own: true,
  });
  expect(JSON.stringify(links)).not.toContain(one);
  expect(JSON.stringify(links)).not.toContain(one.slice(1));
});

test('a link that another unit wrote of the same identifier is not there', async () => {
  const number = fresh();
  const file = await home.opened();
  const theirs = must(await openOffenceFile(await home.of('partner'), { summary: 'Nội dung mẫu của một tin báo.' })).id;
  must(await addIdentifier(await home.of('lead'), { file, kind: 'PHONE', written: number }));
  const before = must(await readFileLinks(await home.of('lead'), { file }));
  must(await addIdentifier(await home.of('partner'), { file: theirs, kind: 'PHONE', written: number }));
  expect(must(await readFileLinks(await home.of('lead'), { file }))).toEqual(before);
  expect(code(await readFileLinks(await home.of('partner'), { file }))).toBe('offence-file.not-found');
});

test('a link to an item is there for who is not kept from that item', async () => {
  const file = await home.opened();
  const lead = await home.of('lead');
  must(await addIdentifier(lead, { file, kind: 'PHONE', written: fresh() }));
  const item = newId<'content-item'>();
  must(
    await home.platform().transaction(async (tx) => {
      const [src, dst] = (await nodeNumbers(tx, [
        { kind: nodeNumber('ITEM'), object: item },
        { kind: nodeNumber('FILE'), object: file },
      ])) as [number, number];
      await writeLink(home.kernel, tx, {
        src,
        dst,
        kind: 'PART_OF',
        visibility: await classNumber(tx, { file }),
        reliability: 'F',
        credibility: '6',
        origin: { module: 'offences', kind: 'offence-file', id: file },
        author: lead.actor,
        firstSeen: tx.now,
        lastSeen: tx.now,
      });
      await exclude(tx, {
        objectKind: 'content-item',
        objectId: item,
        subject: { kind: 'person', value: home.units.second.person },
        reason: 'IMPLICATED',
      });
      return ok();
    }),
  );
  const kinds = async (who: 'lead' | 'second') =>
    must(await readFileLinks(await home.of(who), { file }))
      .links.map(({ from }) => from.kind)
      .sort();
  expect(await kinds('lead')).toEqual(['IDENTIFIER', 'ITEM']);
  expect(await kinds('second')).toEqual(['IDENTIFIER']);
});
