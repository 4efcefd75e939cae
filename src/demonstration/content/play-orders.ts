import {
  backdatedContext,
  type Ctx,
  HOUR,
  ok,
  type PersonActor,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import {
  answerOrder,
  enterAddressee,
  enterContact,
  escalateOrder,
  issueOrder,
  listAddressees,
  listItems,
  proposeOrder,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { playLooks } from './play-looks.ts';

const SYSTEM = systemActor('demonstration.orders');
const PLATFORM = 'PLATFORM-MAU-1';

/**
 * Invented orders of invented items: proposed, running, acknowledged, impossible, and refused and passed up the ladder, through the same
 * verbs as real work. @returns how many; 0 where addressees are there already or their people are missing
 */
export async function playOrders(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [first, second] = cast.all('takedown_officer', 'MPS-A05');
  const [member] = cast.all('platform_contact', PLATFORM);
  const [analyst] = cast.all('content_analyst', 'MPS-A05');
  if (!first || !second || !member || !analyst) return ok(0);
  const there = await listAddressees(ctx.as(first));
  if (!there.ok) return there;
  if (there.value.length > 0) return ok(0);
  const found = await listItems(ctx.as(analyst), { states: ['VERIFIED'], limit: 100 });
  if (!found.ok) return found;
  const items = found.value.items.map(({ id }) => id).slice(0, 5);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: PersonActor, hoursAgo: number) => played(actor, new Date(now - hoursAgo * HOUR));
    const addressee = async (name: string, kind: string, agency?: string) => {
      const { id } = must(await enterAddressee(as(second, 60), { name, kind, agency, deskFrom: 480, deskTo: 1_020 }));
      if (agency === undefined) return id;
      const contact = must(await enterContact(as(second, 60), { addressee: id, channel: 'PORTAL' }));
      const asked = must(await listApprovals(as(first, 59))).find((one) => one.object.id === contact.id);
      if (asked) must(await decideApproval(as(first, 59), { approval: asked.id, decision: 'APPROVED' }));
      return id;
    };
    const to = await addressee('Nền tảng Mẫu (hư cấu)', 'PLATFORM', PLATFORM);
    const provider = await addressee('Nhà mạng Mẫu (hư cấu)', 'ISP', 'ISP-MAU-1');
    await addressee('Nhà lưu trữ Mẫu (hư cấu)', 'HOST');
    const orders: string[] = [];
    for (const [at, item] of items.entries()) {
      const { id } = must(
        await proposeOrder(as(analyst, 20 - at), {
          item,
          addressee: to,
          kind: 'REMOVE',
          reasons: ['HARMFUL'],
          urgent: at === 1,
          location: 'Bài đầu trang (minh họa)',
        }),
      );
      orders.push(id);
      if (at > 0) must(await issueOrder(as(first, 19 - at * 3), { order: id }));
    }
    const [, , received, impossible, refused] = orders;
    if (received) must(await answerOrder(as(member, 10), { order: received, answer: 'ACKNOWLEDGED' }));
    if (impossible)
      must(
        await answerOrder(as(member, 1), {
          order: impossible,
          answer: 'IMPOSSIBLE',
          ground: 'INSUFFICIENT_INFORMATION',
          text: 'Đường dẫn mở ra trang có nhiều bài. Cần biết bài nào (minh họa).',
        }),
      );
    if (refused) {
      must(
        await answerOrder(as(member, 5), {
          order: refused,
          answer: 'REVIEWED_NO_ACTION',
          text: 'Chúng tôi cho rằng nội dung không vi phạm quy định của mình (minh họa).',
        }),
      );
      must(await escalateOrder(as(first, 4), { order: refused, addressee: provider }));
    }
    const [, , stays, says, goes] = items;
    if (stays && says && goes) await playLooks(played, first, now, { stays, says, goes });
    return ok(orders.length);
  });
}
