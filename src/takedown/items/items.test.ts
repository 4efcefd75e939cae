import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY } from '../../kernel/index.ts';
import { giveGrade } from '../grades/give-grade.ts';
import { ILLEGAL, openTakedownHome } from '../takedown.testing.ts';
import { bundleArrivals } from './bundle.ts';
import { declareItemConflict } from './declare-conflict.ts';
import { addItemSibling, writeItemHost } from './describe-item.ts';
import { isVerified, itemMoves, itemStates, nextState } from './item.ts';
import { itemDetail } from './item-detail.ts';
import { findItemAt, listItems } from './list-items.ts';
import { proposeItem } from './propose-item.ts';
import { readLocator } from './read-locator.ts';
import { receiveArrivals } from './receive.ts';
import { setItemAside, takeUpItem, triageItem } from './triage-item.ts';
import { unmaskItem } from './unmask-item.ts';

const home = fileFixture(() => openTakedownHome());
const file = { scheme: 'sha256', hash: 'ab'.repeat(32) };

describe('what arrives is folded before anybody looks', () => {
  it('the same place is one item with a counter, whatever its address was written like', async () => {
    const [one, two, three] = await home.arrive(
      { locator: 'https://noi-mau.example/a?utm_source=x' },
      { locator: 'hxxps[:]//NOI-MAU[.]example/a' },
      { locator: 'http://noi-mau.example:8080/a#b' },
    );
    expect([two, three]).toEqual([one, one]);
    expect(await home.item(one as string)).toMatchObject({ reports: 3, incidents: 1, state: 'RECEIVED' });
  });

  it('one file at many addresses is one incident, its other addresses siblings', async () => {
    const items = await home.arrive(
      ...Array.from({ length: 30 }, (_, at) => ({ locator: `https://kho-mau.example/tep/${at % 6}`, file })),
    );
    expect(new Set(items).size).toBe(1);
    const { rows } = await home.owner.query('select reports, by_file from takedown.incident where item_id = $1', [
      items[0],
    ]);
    expect(rows).toEqual([{ reports: 30, by_file: true }]);
    const detail = must(await itemDetail(home.as(home.people.first), { item: items[0] as string }));
    expect(detail.siblings).toHaveLength(5);
    expect(detail.origins).toHaveLength(30);
  });

  it('a day later it is another wave of the same item', async () => {
    const [item] = await home.arrive({ locator: 'https://song-mau.example/1' });
    home.clock.advance(DAY + 1_000);
    await home.arrive({ locator: 'https://song-mau.example/1' });
    expect(await home.item(item as string)).toMatchObject({ reports: 2, incidents: 2, recent_reports: 1 });
  });

  it('what is sent twice under one key is one report', async () => {
    const arrival = {
      source: 'MACHINE',
      key: 'hai-lan',
      kind: 'url',
      locator: 'https://hai-lan.example/1',
      agency: 'MPS-A05',
    } as const;
    expect(must(await receiveArrivals(home.platform, [arrival]))).toEqual({ taken: 1, known: 0 });
    expect(must(await receiveArrivals(home.platform, [arrival]))).toEqual({ taken: 0, known: 1 });
    expect(must(await bundleArrivals(home.platform))).toBe(1);
    expect(must(await bundleArrivals(home.platform))).toBe(0);
  });

  it('two processes that fold at once fold each report once', async () => {
    const arrivals = Array.from({ length: 300 }, (_, at) => ({
      source: 'MACHINE' as const,
      key: `song-song-${at}`,
      kind: 'url' as const,
      locator: `https://song-song.example/${at % 7}`,
      agency: 'MPS-A05',
    }));
    must(await receiveArrivals(home.platform, arrivals));
    await Promise.all([bundleArrivals(home.platform), bundleArrivals(home.platform), bundleArrivals(home.platform)]);
    const { rows } = await home.owner.query(
      "select count(distinct item_id)::int as items, count(*)::int as reports from takedown.arrival where once_mark in (select once_mark from takedown.arrival) and mask like '••%' and item_id in (select item_id from takedown.incident)",
    );
    expect(rows[0].items).toBeGreaterThanOrEqual(7);
    const { rows: sums } = await home.owner.query(
      'select (select count(*) from takedown.arrival)::int as came, (select sum(reports) from takedown.item)::int as counted, (select sum(reports) from takedown.incident)::int as folded',
    );
    expect(sums[0].counted).toBe(sums[0].came);
    expect(sums[0].folded).toBe(sums[0].came);
  });
});

describe('an address', () => {
  it.each([
    ['url', 'https://ten:matkhau@noi-mau.example/a'],
    ['url', 'javascript:alert(1)'],
    ['url', ''],
    ['domain', 'http://127.0.0.1/'],
    ['account', 'hai tu'],
    ['account', 'a'],
  ] as const)('that is none is refused: %s %s', (kind, text) => {
    expect(code(readLocator(kind, text, null))).toBe('content-item.locator-unusable');
  });
  it('that holds a picture is refused', () => {
    expect(code(readLocator('url', 'data:image/png;base64,AAAA', null))).toBe('content-item.holds-media');
  });
  it('is sealed where it leads to abuse and stands in no column, no log and no audit', async () => {
    const [item] = await home.arrive({
      locator: 'https://bi-mat-mau.example/rieng-biet',
      referrers: ['https://duong-vao.example/'],
    });
    must(await unmaskItem(home.as(home.people.first), { item: item as string, reason: 'CHECK' }));
    const { rows } = await home.owner.query(
      "select (select count(*) from takedown.item where item::text like '%bi-mat-mau%')::int as items, (select count(*) from takedown.arrival where arrival::text like '%bi-mat-mau%')::int as arrivals, (select count(*) from kernel.audit_entry where audit_entry::text like '%bi-mat-mau%')::int as audited",
    );
    expect(rows[0]).toEqual({ items: 0, arrivals: 0, audited: 0 });
    expect(home.log.join('\n')).not.toContain('bi-mat-mau');
  });
  it('is shown defanged, and who asked for it stands in the audit', async () => {
    const [item] = (await home.arrive({
      locator: 'https://hien-mau.example/x',
      referrers: ['https://duong-vao.example/'],
      note: 'Ghi chú mẫu',
    })) as [string];
    const shown = must(await unmaskItem(home.as(home.people.second), { item, reason: 'GRADING' }));
    expect(shown).toEqual({
      address: 'hxxps[:]//hien-mau[.]example/x',
      referrers: ['hxxps[:]//duong-vao[.]example/'],
      note: 'Ghi chú mẫu',
      siblings: [],
    });
    const { rows } = await home.owner.query(
      "select count(*)::int as looks from kernel.audit_entry where action = 'content-item.unmask' and object_id = $1 and actor = $2",
      [item, home.people.second.person],
    );
    expect(rows[0].looks).toBe(1);
  });
  it('of a domain is plain, and it is found again by itself', async () => {
    const [item] = await home.arrive({ kind: 'domain', locator: 'ten-mien-mau.example' });
    expect(await home.item(item as string)).toMatchObject({ mask: 'ten-mien-mau.example', sensitive: false });
    expect(must(await findItemAt(home.as(home.people.first), 'ten-mien-mau.example')).map((one) => one.id)).toEqual([
      item,
    ]);
  });
});

describe('the moves of an item', () => {
  it('any series of moves ends in a state of the list; nothing is verified but by grades', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...itemMoves), { maxLength: 20 }), (moves) => {
        let state: (typeof itemStates)[number] = 'RECEIVED';
        let graded = 0;
        for (const move of moves) {
          const next = nextState(state, move);
          if (next === undefined) continue;
          if (move === 'first-grade') graded += 1;
          if (isVerified(next) || next === 'NOT_ILLEGAL') expect(graded).toBeGreaterThan(0);
          if (next === 'ORDERED') expect(isVerified(state)).toBe(true);
          expect(itemStates).toContain(next);
          state = next;
        }
      }),
    );
  });
  it('any series of acts by people keeps the row within what the database allows', async () => {
    const acts = ['triage', 'aside', 'up', 'grade-1', 'grade-2'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 8 }), fc.uuid(), async (series, path) => {
        const [item] = (await home.arrive({ locator: `https://thuoc-tinh.example/${path}` })) as [string];
        for (const act of series) {
          const before = await home.item(item);
          const done =
            act === 'triage'
              ? await triageItem(home.as(home.people.fourth), { item })
              : act === 'aside'
                ? await setItemAside(home.as(home.people.fourth), { item, reason: 'TEST' })
                : act === 'up'
                  ? await takeUpItem(home.as(home.people.fourth), { item })
                  : await giveGrade(home.as(act === 'grade-1' ? home.people.first : home.people.second), {
                      ...ILLEGAL,
                      item,
                    });
          const after = await home.item(item);
          if (done.ok) expect(Number(after.version)).toBeGreaterThan(Number(before.version));
          else expect(after.version).toBe(before.version);
        }
        const { rows } = await home.owner.query('select count(*)::int as n from takedown.grade where item_id = $1', [
          item,
        ]);
        expect(rows[0].n).toBeLessThanOrEqual(2);
      }),
      { numRuns: 10 },
    );
  });
  it('whoever comes second is told what the first did', async () => {
    const [item] = (await home.arrive({ locator: 'https://den-sau.example/' })) as [string];
    const version = Number((await home.item(item)).version);
    must(await triageItem(home.as(home.people.first), { item, version }));
    const late = await triageItem(home.as(home.people.second), { item, version });
    expect(late.ok ? '' : [late.refusal.code, late.refusal.facts?.state]).toEqual([
      'record.changed-meanwhile',
      'TRIAGED',
    ]);
  });
  it('a child in danger is not set aside, and what is set aside comes back', async () => {
    const [item] = (await home.arrive({ locator: 'https://nguy-hiem.example/', danger: true })) as [string];
    const ctx = home.as(home.people.first);
    expect(code(await setItemAside(ctx, { item, reason: 'TEST' }))).toBe('content-item.wrong-state');
    must(await triageItem(ctx, { item, danger: false }));
    must(await setItemAside(ctx, { item, reason: 'DUPLICATE' }));
    expect(await home.item(item)).toMatchObject({ state: 'SET_ASIDE', set_aside_reason: 'DUPLICATE' });
    must(await takeUpItem(ctx, { item }));
    expect(await home.item(item)).toMatchObject({ state: 'RECEIVED', set_aside_reason: null });
  });
});

describe('who sees an item', () => {
  it('the police of a province what is theirs, who orders what is verified, others nothing', async () => {
    const [item] = (await home.arrive({ locator: 'https://ai-thay.example/' })) as [string];
    for (const who of ['local', 'orderer', 'counsellor', 'member'] as const)
      expect([who, code(await itemDetail(home.as(home.people[who]), { item }))]).toEqual([
        who,
        'content-item.not-found',
      ]);
    const [theirs] = (await home.arrive({ locator: 'https://cua-tinh.example/', agency: 'CAT-01' })) as [string];
    expect(must(await itemDetail(home.as(home.people.local), { item: theirs })).item.agency).toBe('CAT-01');
    const done = await home.verified('https://da-xac-minh.example/');
    expect(must(await itemDetail(home.as(home.people.orderer), { item: done })).item.state).toBe('VERIFIED');
  });
  it('not whoever has a conflict, from the statement on', async () => {
    const item = await home.waiting('https://xung-dot.example/');
    must(await declareItemConflict(home.as(home.people.third), { item }));
    expect(code(await itemDetail(home.as(home.people.third), { item }))).toBe('content-item.not-found');
    expect(code(await giveGrade(home.as(home.people.third), { ...ILLEGAL, item }))).toBe('content-item.not-found');
    expect(must(await listItems(home.as(home.people.third), { limit: 100 })).items.map((one) => one.id)).not.toContain(
      item,
    );
  });
  it('a member enters one and sees its code alone', async () => {
    const entered = must(
      await proposeItem(home.as(home.people.member), {
        kind: 'url',
        locator: 'https://thanh-vien.example/1',
        key: 'a',
      }),
    );
    expect(entered.item).toBeNull();
    expect(entered.reference).toMatch(/^ND-/);
    const again = must(
      await proposeItem(home.as(home.people.member), {
        kind: 'url',
        locator: 'https://thanh-vien.example/1',
        key: 'a',
      }),
    );
    expect(again.reference).toBe(entered.reference);
    expect(
      code(await proposeItem(home.as(home.people.counsellor), { kind: 'url', locator: 'https://x.example/' })),
    ).toBe('access.not-permitted');
  });
});

it('siblings and hosts are written with their history', async () => {
  const item = await home.waiting('https://ho-so-mau.example/1');
  const ctx = home.as(home.people.first);
  must(await addItemSibling(ctx, { item, relation: 'PART', locator: 'https://ho-so-mau.example/1/anh' }));
  must(await addItemSibling(ctx, { item, relation: 'PART', locator: 'https://ho-so-mau.example/1/anh' }));
  expect(code(await addItemSibling(ctx, { item, relation: 'PART', locator: 'https://ho-so-mau.example/1' }))).toBe(
    'content-item.locator-unusable',
  );
  must(
    await writeItemHost(ctx, { item, part: 'HOST', name: 'Nhà lưu trữ Mẫu', address: '203.0.113.5', country: 'vn' }),
  );
  home.clock.advance(60_000);
  // A context stands at the moment at which it was made.
  must(await writeItemHost(home.as(home.people.first), { item, part: 'HOST', name: 'Nhà lưu trữ Khác' }));
  expect(code(await writeItemHost(ctx, { item, part: 'HOST', name: 'x', address: 'khong-phai' }))).toBe(
    'content-item.host-unusable',
  );
  const detail = must(await itemDetail(ctx, { item }));
  expect(detail.siblings).toHaveLength(1);
  expect(detail.hosts.map((one) => [one.name, one.endedAt === null])).toEqual([
    ['Nhà lưu trữ Khác', true],
    ['Nhà lưu trữ Mẫu', false],
  ]);
});

it('the list goes by score, page by page, and its cursor is no other reader’s', async () => {
  const ctx = home.as(home.people.first);
  const first = must(await listItems(ctx, { limit: 5 }));
  expect(first.items).toHaveLength(5);
  const second = must(await listItems(ctx, { limit: 5, after: first.next }));
  const scores = [...first.items, ...second.items].map((one) => one.score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(10);
  expect(code(await listItems(home.as(home.people.second), { limit: 5, after: first.next }))).toBe('request.invalid');
  const { reference } = first.items[0] as { reference: string };
  expect(must(await listItems(ctx, { reference: reference.toLowerCase() })).items).toHaveLength(1);
});
