import {
  anonymous,
  backdatedContext,
  type Ctx,
  DAY,
  HOUR,
  MINUTE,
  ok,
  type PersonActor,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import {
  answerAppeal,
  appealBlock,
  createSubscriber,
  endOverdue,
  listAppeals,
  listSubscribers,
  proposeBlock,
  publishLists,
  removeBlock,
  reviewBlock,
  takeList,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.blocks');

/** What stands behind an entry; days are counted from today, before it and after it. */
interface Story {
  readonly kind: 'DOMAIN' | 'HOST' | 'URL' | 'IP';
  readonly value: string;
  readonly reason: string;
  readonly basis: string;
  readonly legalOrder?: string;
  readonly note?: string;
  /** Days ago. */
  readonly since: number;
  readonly reviewIn: number;
  readonly endsIn: number;
}

/**
 * Invented block lists: entries in every state under names and addresses that nobody can have, two networks that take them, an appeal that
 * waits and one that was upheld, through the same verbs as real work and in the order of the days. @returns how many entries; 0 where
 * somebody takes the lists already or their people are missing
 */
export async function playBlocks(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [officer, second] = cast.all('takedown_officer', 'MPS-A05');
  const [analyst] = cast.all('content_analyst', 'MPS-A05');
  const [elsewhere] = cast.all('takedown_officer', 'MOCST-ABEI');
  const [verifier] = cast.all('content_verifier', 'MOCST-ABEI');
  if (!officer || !second || !analyst || !elsewhere || !verifier) return ok(0);
  const there = await listSubscribers(ctx.as(officer));
  if (!there.ok) return there;
  if (there.value.subscribers.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const at = (daysAgo: number) => new Date(now - daysAgo * DAY);
    const as = (actor: PersonActor, daysAgo: number) => played(actor, at(daysAgo));
    const system = (daysAgo: number) => played(SYSTEM, at(daysAgo));
    let entries = 0;
    const propose = async (by: PersonActor, { since, reviewIn, endsIn, ...what }: Story) => {
      entries += 1;
      return must(await proposeBlock(as(by, since), { ...what, reviewAt: at(-reviewIn), expiresAt: at(-endsIn) }));
    };
    const decide = async (by: PersonActor, daysAgo: number, entry: string, decision: 'APPROVED' | 'REFUSED') => {
      const asked = must(await listApprovals(as(by, daysAgo))).find((one) => one.object.id === entry);
      if (!asked) throw new Error('nobody asked for an approval of a block');
      must(await decideApproval(as(by, daysAgo), { approval: asked.id, decision }));
    };
    const block = async (story: Story, by = analyst, other = officer) => {
      const entry = await propose(by, story);
      await decide(other, story.since - 1 / 24, entry.id, 'APPROVED');
      return entry;
    };
    const subscribe = async (agency: string, label: string, daysAgo: number) =>
      must(await createSubscriber(as(officer, daysAgo), { agency, label, stopPage: 'chan.treem.example' })).path.split(
        '/',
      )[2];
    const network = await subscribe('ISP-MAU-1', 'Máy chủ tên miền toàn quốc (hư cấu)', 70);
    const school = await subscribe('SCHOOL-MAU-1', 'Mạng của trường (hư cấu)', 64);
    const take = async (secret: string | undefined, daysAgo: number) => {
      for (const name of ['delta.rpz', 'base.rpz'])
        must(await takeList(played(anonymous, at(daysAgo)), { secret: secret ?? '' }, name));
    };

    const cyber = { basis: 'CYBER_2025_25', kind: 'DOMAIN', reason: 'CSAM' } as const;
    const watched = await block({ ...cyber, value: 'mau-chan-mot.example', since: 60, reviewIn: -20, endsIn: 120 });
    const wrong = await block({
      ...cyber,
      kind: 'HOST',
      value: 'lop-hoc.mau-chung.example',
      since: 32,
      reviewIn: 20,
      endsIn: 60,
    });
    must(await reviewBlock(as(analyst, 25), { id: watched.id, reason: 'STILL_THERE', reviewAt: at(-5) }));
    await block({ ...cyber, reason: 'FRAUD', value: 'qua-tang-mau.example', since: 40, reviewIn: -2, endsIn: -2 });
    must(await publishLists(system(18), { fold: true }));
    const said = must(
      await appealBlock(played(anonymous, at(11)), {
        code: wrong.code,
        text: 'Đây là trang bài tập của lớp chúng tôi, không có nội dung xấu (minh họa).',
      }),
    );
    const [open] = must(await listAppeals(as(second, 10))).appeals;
    if (said.code === '' || !open) throw new Error('an appeal did not arrive');
    must(
      await answerAppeal(as(second, 10), {
        id: open.id,
        upheld: true,
        answer: 'Anh chị nói đúng: trang này bị chặn nhầm. Chúng tôi đã gỡ chặn và xin lỗi (minh họa).',
      }),
    );
    const cleaned = await block({ ...cyber, value: 'mau-da-sach.example', since: 9, reviewIn: 30, endsIn: 90 });
    must(await removeBlock(as(officer, 4), { id: cleaned.id, reason: 'CLEAN' }));
    const asked = await block({
      kind: 'HOST',
      value: 'tai.mau-chan-hai.example',
      reason: 'EXPLOITATION',
      basis: 'CYBER_2025_25',
      since: 8,
      reviewIn: 40,
      endsIn: 150,
      note: 'Nhóm lập lại trang sau mỗi lần bị gỡ (minh họa).',
    });
    const refused = await propose(analyst, {
      ...cyber,
      reason: 'VIOLENCE',
      value: 'mau-chua-ro.example',
      since: 6,
      reviewIn: 30,
      endsIn: 90,
    });
    await decide(second, 5.9, refused.id, 'REFUSED');
    await take(school, 3);
    await endOverdue(system(2));
    must(await publishLists(system(1), { fold: true }));
    await block({
      ...cyber,
      kind: 'URL',
      value: 'https://noi-mau-3.example/bai/12',
      since: 0.6,
      reviewIn: 45,
      endsIn: 170,
    });
    await block(
      {
        kind: 'DOMAIN',
        value: 'mau-lua-dao.example',
        reason: 'FRAUD',
        basis: 'DECREE_147',
        since: 0.4,
        reviewIn: 60,
        endsIn: 180,
      },
      verifier,
      elsewhere,
    );
    must(
      await appealBlock(played(anonymous, new Date(now - 5 * HOUR)), {
        code: asked.code,
        text: 'Tôi bán đồ chơi trên trang này và không hiểu vì sao bị chặn. Đề nghị xem lại (minh họa).',
      }),
    );
    const address = await propose(analyst, {
      kind: 'IP',
      value: '203.0.113.77',
      reason: 'CSAM',
      basis: 'CYBER_2025_25',
      legalOrder: 'Quyết định mẫu số 7 (hư cấu)',
      since: 0.35,
      reviewIn: 30,
      endsIn: 60,
    });
    await decide(officer, 0.3, address.id, 'APPROVED');
    await propose(analyst, { ...cyber, value: 'mau-cho-duyet.example', since: 0.1, reviewIn: 30, endsIn: 90 });
    must(await publishLists(played(SYSTEM, new Date(now - 90 * MINUTE))));
    await take(network, 0.01);
    return ok(entries);
  });
}
