import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous } from '../../kernel/index.ts';
import { aCard, openLearningHome } from '../learning.testing.ts';
import { approveItem } from './approve-item.ts';
import { claimItem } from './claim-item.ts';
import { houseContent } from './house-content.ts';
import { listItems } from './list-items.ts';
import { publishItem } from './publish-item.ts';
import { publishedItems } from './published-items.ts';
import { saveVersion } from './save-version.ts';
import { sendBackItem } from './send-back-item.ts';
import { sendForReview } from './send-for-review.ts';
import { startItem } from './start-item.ts';
import { takeInWritten } from './take-in-written.ts';
import { unscheduleItem } from './unschedule-item.ts';
import { withdrawItem } from './withdraw-item.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));
const shown = async () => must(await publishedItems(home.context(anonymous))).map(({ id }) => id);
let cards = 0;
const newCard = async () => {
  cards += 1;
  const slug = `the-mau-${cards}`;
  return { slug, item: await home.start(aCard({ id: slug })) };
};

describe('what came with the house', () => {
  test('is taken in once, as drafts that nobody reads before two have approved them', async () => {
    const { items } = houseContent();
    expect(items.length).toBeGreaterThan(100);
    expect(must(await takeInWritten(home.platform))).toBe(items.length);
    expect(must(await takeInWritten(home.platform))).toBe(0);
    const { rows } = await home.owner.query('select distinct stage, written_by from learning.item');
    expect(rows).toEqual([{ stage: 'DRAFT', written_by: null }]);
    expect(await shown()).toEqual([]);
  });

  test('goes on as the next version where the house brings other words, and not over an editor’s', async () => {
    const house = houseContent();
    const [one, other] = house.items.filter(({ kind }) => kind === 'TEXT');
    if (one?.kind !== 'TEXT' || other?.kind !== 'TEXT') throw new Error('no texts');
    const editor = home.as(home.people.writer);
    const row = must(await listItems(editor, { text: other.body.id })).rows[0];
    if (!row) throw new Error('not listed');
    must(
      await saveVersion(editor, {
        item: row.id,
        body: { ...other.body, title: { vi: 'Tên do biên tập viên đặt', en: 'An editor’s title' } },
      }),
    );
    const changed = (item: typeof one) => ({
      ...item,
      body: { ...item.body, title: { vi: 'Tên mới', en: 'A new title' } },
    });
    const items = house.items.map((item) => (item === one || item === other ? changed(item as typeof one) : item));
    expect(must(await takeInWritten(home.platform, { ...house, items }))).toBe(1);
    const heads = await home.owner.query(
      'select i.slug, i.head, v.title_en from learning.item i join learning.item_version v on v.item_id = i.id and v.number = i.head where i.head > 1 order by 1',
    );
    expect(heads.rows).toEqual(
      [
        { slug: one.body.id, head: 2, title_en: 'A new title' },
        { slug: other.body.id, head: 2, title_en: 'An editor’s title' },
      ].sort((a, b) => (a.slug < b.slug ? -1 : 1)),
    );
    // Back to the words of the house, so that the tests after this one find them.
    expect(must(await takeInWritten(home.platform))).toBe(1);
  });

  test('a drawing that changed makes a new version that waits, of whoever wrote the words', async () => {
    const house = houseContent();
    const { item } = await (async () => {
      const slug = 'the-co-hinh';
      const body = aCard({ id: slug });
      return {
        item: await home.start({ ...body, blocks: [{ kind: 'picture', picture: 'house-lamp' }, ...body.blocks] }),
      };
    })();
    await home.publish(item);
    const drawings = new Map(house.drawings).set('house-lamp', 'f'.repeat(64));
    const items = house.items.filter(({ body }) => !JSON.stringify(body).includes('house-lamp'));
    must(await takeInWritten(home.platform, { ...house, items, drawings }));
    expect(await home.item(item)).toMatchObject({ stage: 'DRAFT', head: 2, written_by: home.people.writer.person });
    expect(await shown()).toContain('the-co-hinh');
    must(await takeInWritten(home.platform));
  });
});

describe('an item', () => {
  test('is published with two approvals of this very text, by two people who did not write it', async () => {
    const { slug, item } = await newCard();
    const { writer: w, second: s, third: t } = home.people;
    const hash = await home.hash(item);
    expect(code(await publishItem(home.as(w), { item }))).toBe('learning-item.wrong-stage');
    must(await sendForReview(home.as(w), { item }));
    expect(code(await approveItem(home.as(w), { item, hash }))).toBe('learning-item.own-text');
    expect(code(await approveItem(home.as(s), { item, hash: 'a'.repeat(64) }))).toBe('learning-item.other-text');
    expect(must(await approveItem(home.as(s), { item, hash }))).toEqual({ approvals: 1 });
    expect(code(await approveItem(home.as(s), { item, hash }))).toBe('learning-item.own-text');
    expect(code(await publishItem(home.as(w), { item }))).toBe('learning-item.wrong-stage');
    expect(must(await approveItem(home.as(t), { item, hash }))).toEqual({ approvals: 2 });
    expect(await shown()).not.toContain(slug);
    must(await publishItem(home.as(w), { item }));
    const found = must(await publishedItems(home.context(anonymous))).find(({ id }) => id === slug);
    expect(found).toMatchObject({ kind: 'TEXT', hash, reviewBy: null, body: { title: { en: 'A sample card' } } });
  });

  test('of the house may be approved by who sent it, as the second of two', async () => {
    const { writer: w, second: s } = home.people;
    const line = must(await listItems(home.as(w), { text: 'mat-khau-la-chia-khoa' })).rows[0];
    if (!line) throw new Error('not listed');
    must(await sendForReview(home.as(w), { item: line.id }));
    expect(code(await approveItem(home.as(w), { item: line.id, hash: line.hash }))).toBe('learning-item.own-text');
    must(await approveItem(home.as(s), { item: line.id, hash: line.hash }));
    expect(must(await approveItem(home.as(w), { item: line.id, hash: line.hash }))).toEqual({ approvals: 2 });
  });

  test('with one comma changed has no approval, and what is published stays until the next is', async () => {
    const { slug, item } = await newCard();
    const { writer: w, second: s, third: t } = home.people;
    await home.publish(item);
    const before = await home.hash(item);
    const body = aCard({ id: slug, lead: { vi: 'Câu dẫn, ngắn.', en: 'A short lead.' } });
    must(await saveVersion(home.as(s), { item, body }));
    expect(await home.hash(item)).not.toBe(before);
    expect(await home.item(item)).toMatchObject({ stage: 'DRAFT', head: 2 });
    expect(code(await publishItem(home.as(w), { item }))).toBe('learning-item.wrong-stage');
    const out = () => home.context(anonymous);
    expect(must(await publishedItems(out())).find(({ id }) => id === slug)?.hash).toBe(before);
    // The same text again is no new version.
    expect(must(await saveVersion(home.as(s), { item, body }))).toEqual({ number: 2 });
    must(await sendForReview(home.as(s), { item }));
    const hash = await home.hash(item);
    expect(code(await approveItem(home.as(w), { item, hash: before }))).toBe('learning-item.other-text');
    must(await approveItem(home.as(w), { item, hash }));
    must(await approveItem(home.as(t), { item, hash }));
    must(await publishItem(home.as(w), { item }));
    expect(must(await publishedItems(out())).find(({ id }) => id === slug)?.hash).toBe(hash);
  });

  test('that waits is left by its approvers where it is changed, and nothing is approved in its place', async () => {
    const { slug, item } = await newCard();
    const { writer: w, second: s } = home.people;
    must(await sendForReview(home.as(w), { item }));
    must(await approveItem(home.as(s), { item, hash: await home.hash(item) }));
    must(await saveVersion(home.as(w), { item, body: aCard({ id: slug, harms: [] }) }));
    const waits = await home.owner.query('select from work.approval where object_id = $1 and decided_at is null', [
      item,
    ]);
    expect(waits.rows).toEqual([]);
    must(await sendForReview(home.as(w), { item }));
    expect(must(await approveItem(home.as(s), { item, hash: await home.hash(item) }))).toEqual({ approvals: 1 });
  });

  test('whoever wrote a part that is not yet published does not approve the whole', async () => {
    const { slug, item } = await newCard();
    const { writer: w, second: s, third: t } = home.people;
    must(await saveVersion(home.as(s), { item, body: aCard({ id: slug, harms: [] }) }));
    must(await sendForReview(home.as(s), { item }));
    const hash = await home.hash(item);
    expect(code(await approveItem(home.as(w), { item, hash }))).toBe('learning-item.own-text');
    expect(code(await approveItem(home.as(t), { item, hash }))).toBe('accepted');
  });

  test('goes back with a reason, and its first approval counts where it is sent as it was', async () => {
    const { item } = await newCard();
    const { writer: w, second: s, third: t } = home.people;
    must(await sendForReview(home.as(w), { item }));
    const hash = await home.hash(item);
    must(await approveItem(home.as(s), { item, hash }));
    expect(code(await sendBackItem(home.as(t), { item, reason: ' ' }))).toBe('text.empty');
    must(await sendBackItem(home.as(t), { item, reason: 'Câu thứ hai hơi dài.' }));
    expect(await home.item(item)).toMatchObject({ stage: 'SENT_BACK' });
    expect(code(await approveItem(home.as(t), { item, hash }))).toBe('learning-item.wrong-stage');
    must(await sendForReview(home.as(w), { item }));
    expect(must(await approveItem(home.as(t), { item, hash }))).toEqual({ approvals: 2 });
  });

  test('with a fault does not go to approval; a body that does not fit is not kept', async () => {
    const { slug, item } = await newCard();
    const w = home.as(home.people.writer);
    const wrong = aCard({ id: slug, blocks: [{ kind: 'text', vi: 'Hết.', en: 'End.' }] });
    must(await saveVersion(w, { item, body: wrong }));
    expect(code(await sendForReview(w, { item }))).toBe('learning-item.has-faults');
    const refused = await saveVersion(w, { item, body: { ...wrong, html: '<b>' } });
    expect(code(refused)).toBe('learning-item.body-unusable');
    expect(code(await saveVersion(w, { item, body: { ...wrong, id: 'another' } }))).toBe('learning-item.body-unusable');
    expect(code(await startItem(w, { kind: 'TEXT', body: aCard({ id: slug }) }))).toBe('learning-item.name-taken');
  });

  test('begins and ends by the clock, and gives way to the next at its moment', async () => {
    const { slug, item } = await newCard();
    const { writer: w } = home.people;
    const at = (hours: number) => new Date(home.clock.now().getTime() + hours * 3_600_000);
    const first = await home.hash(item);
    await home.publish(item, { from: at(1), until: at(4) });
    const out = async () => must(await publishedItems(home.context(anonymous))).find(({ id }) => id === slug)?.hash;
    const began = home.clock.now();
    expect(await out()).toBeUndefined();
    home.clock.set(at(1));
    expect(await out()).toBe(first);
    must(await saveVersion(home.as(w), { item, body: aCard({ id: slug, harms: [] }) }));
    await home.publish(item, { from: at(1) });
    const next = await home.hash(item);
    expect(await out()).toBe(first);
    home.clock.set(at(1));
    expect(await out()).toBe(next);
    // The one before would have had two hours left: it does not come back when the next is withdrawn.
    must(await withdrawItem(home.as(w), { item, reason: 'Sai số điện thoại.' }));
    expect(await out()).toBeUndefined();
    expect(code(await withdrawItem(home.as(w), { item, reason: 'Nữa.' }))).toBe('learning-item.nothing-published');
    home.clock.set(began);
  });

  test('that is scheduled is taken back, and what readers see no longer gives way to it', async () => {
    const { slug, item } = await newCard();
    const w = home.as(home.people.writer);
    const began = home.clock.now();
    const later = new Date(began.getTime() + 3_600_000);
    await home.publish(item);
    const first = await home.hash(item);
    expect(code(await unscheduleItem(w, { item }))).toBe('learning-item.nothing-scheduled');
    must(await saveVersion(w, { item, body: aCard({ id: slug, harms: [] }) }));
    await home.publish(item, { from: later });
    must(await unscheduleItem(w, { item }));
    home.clock.set(later);
    const out = must(await publishedItems(home.context(anonymous))).find(({ id }) => id === slug);
    expect(out?.hash).toBe(first);
    home.clock.set(began);
    // Its approvals stay: it can be published anew.
    must(await publishItem(w, { item }));
    expect(must(await publishedItems(home.context(anonymous))).find(({ id }) => id === slug)?.hash).not.toBe(first);
    expect(code(await unscheduleItem(home.as(home.people.counsellor), { item }))).toBe('learning-item.not-found');
  });

  test('that ends is gone at its end without anybody', async () => {
    const { slug, item } = await newCard();
    const began = home.clock.now();
    const end = new Date(began.getTime() + 3_600_000);
    await home.publish(item, { until: end });
    expect(await shown()).toContain(slug);
    home.clock.set(end);
    expect(await shown()).not.toContain(slug);
    home.clock.set(began);
    expect(await shown()).toContain(slug);
    expect(code(await publishItem(home.as(home.people.writer), { item, until: began }))).toBe(
      'learning-item.dates-unusable',
    );
    expect(code(await publishItem(home.as(home.people.writer), { item, reviewOn: '2026-12-01' }))).toBe(
      'learning-item.dates-unusable',
    );
  });

  test('the same list is given while nothing has changed', async () => {
    const [one, two] = [
      must(await publishedItems(home.context(anonymous))),
      must(await publishedItems(home.context(anonymous))),
    ];
    expect(two).toBe(one);
  });

  test('is nobody’s to see but an editor’s whose agency holds the function', async () => {
    const { item } = await newCard();
    for (const other of [home.people.former, home.people.counsellor]) {
      expect(code(await listItems(home.as(other)))).toBe('access.not-permitted');
      expect(code(await claimItem(home.as(other), { item, claim: true }))).toBe('learning-item.not-found');
      expect(code(await startItem(home.as(other), { kind: 'TEXT', body: aCard({ id: 'khac' }) }))).toBe(
        'access.not-permitted',
      );
    }
    must(await claimItem(home.as(home.people.third), { item, claim: true, dueOn: '2026-12-05' }));
    expect(await home.item(item)).toMatchObject({ claimed_by: home.people.third.person, due_on: '2026-12-05' });
  });

  test('the database refuses too: one’s own approval, and a publication with fewer than two', async () => {
    const { item } = await newCard();
    const { rows } = await home.owner.query(
      'select id, hash, written_by from learning.item_version where item_id = $1',
      [item],
    );
    const [version] = rows;
    await expect(
      home.owner.query(
        "insert into learning.item_approval (id, item_id, version_id, hash, person, agency, at) values (gen_random_uuid(), $1, $2, $3, $4, 'MOH-MCD', now())",
        [item, version.id, version.hash, version.written_by],
      ),
    ).rejects.toThrow('nobody approves what they wrote');
    await expect(
      home.owner.query(
        "insert into learning.publication (id, item_id, version_id, hash, from_at, review_on, published_by, agency, published_at) values (gen_random_uuid(), $1, $2, $3, now(), '2027-01-01', gen_random_uuid(), 'MOH-MCD', now())",
        [item, version.id, version.hash],
      ),
    ).rejects.toThrow('two people');
  });
});
