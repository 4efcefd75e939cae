import {
  type Actor,
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
  addItemSibling,
  answerItemAppeal,
  answerOrder,
  appealItem,
  enterContact,
  hearService,
  issueOrder,
  listAddressees,
  listItemAppeals,
  orderDetail,
  proposeOrder,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { verifiedItem } from './verified-item.ts';

const SYSTEM = systemActor('demonstration.appeals');
const AGENCY = 'MPS-A05';
const PLATFORM = 'PLATFORM-MAU-1';
const HOST = 'ISP-MAU-2';
/** A rule of counting that three items within thirty days reach. */
const LOCK = { rule: 'LR-116-30', days: 30 };

/**
 * Invented appeals against what was ordered (one upheld, one that waits), accounts that were counted over the limit (one with a lock that is
 * proposed, one with a lock that was ordered), and an order that left by an account at a service which says how far it has come. Through the
 * same verbs as real work. @returns how many orders; 0 where they are there already or their people are missing
 */
export async function playAppeals(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [officer, second] = cast.all('takedown_officer', AGENCY);
  const [elsewhere] = cast.all('takedown_officer', 'MOCST-ABEI');
  const [analyst, other] = cast.all('content_analyst', AGENCY);
  const [verifier] = cast.all('content_verifier', 'C111');
  const [member] = cast.all('platform_contact', PLATFORM);
  if (!officer || !second || !elsewhere || !analyst || !other || !verifier || !member) return ok(0);
  const addressees = must(await listAddressees(ctx.as(officer)));
  const platformAt = addressees.find(({ agency }) => agency === PLATFORM)?.id;
  const host = addressees.find(({ agency }) => agency === HOST)?.id;
  if (platformAt === undefined || host === undefined) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: Actor, ago: number) => played(actor, new Date(now - ago));
    let orders = 0;
    const verified = (name: string, came: number) =>
      verifiedItem(
        as,
        SYSTEM,
        { analyst, other, verifier },
        {
          key: `demonstration-appeal-${name}`,
          locator: `https://khieu-nai-mau.example/bai/${name}`,
          agency: AGENCY,
          came,
        },
      );
    const propose = async (item: string, addressee: string, ago: number, lock?: typeof LOCK): Promise<string> => {
      orders += 1;
      const kind = lock === undefined ? 'REMOVE' : 'LOCK_ACCOUNT';
      const proposal = { item, addressee, kind, reasons: ['HARMFUL'], lock };
      return must(await proposeOrder(as(analyst, ago), proposal)).id;
    };
    const ordered = async (item: string, addressee: string, ago: number, lock?: typeof LOCK): Promise<string> => {
      const order = await propose(item, addressee, ago, lock);
      must(await issueOrder(as(officer, ago - HOUR), { order }));
      return order;
    };
    const appeal = async (order: string, ago: number, text: string): Promise<string> => {
      const { statement } = must(await orderDetail(as(officer, ago), { order }));
      if (statement === null) throw new Error('an invented order has no statement');
      return must(await appealItem(as(anonymous, ago), { code: statement, text })).code;
    };

    const upheld = await verified('1', 12 * DAY);
    // All of it is played in one transaction: where the first is there, the rest is.
    if (upheld === undefined) return ok(0);
    const wrong = await ordered(upheld, platformAt, 12 * DAY - 3 * HOUR);
    must(await answerOrder(as(member, 11 * DAY), { order: wrong, answer: 'ACTIONED' }));
    const code = await appeal(
      wrong,
      5 * DAY,
      'Bài này hướng dẫn cha mẹ nói chuyện với con về an toàn cơ thể, không phải nội dung xấu (minh họa).',
    );
    const asked = must(await listItemAppeals(as(elsewhere, 5 * DAY - 2 * HOUR))).appeals.find(
      (one) => one.code === code,
    );
    if (!asked) throw new Error('an invented appeal is not in the list');
    must(
      await answerItemAppeal(as(elsewhere, 5 * DAY - 3 * HOUR), {
        id: asked.id,
        upheld: true,
        answer: 'Chúng tôi đã xem lại: đây là bài giáo dục. Yêu cầu gỡ được thu hồi, xin lỗi anh chị (minh họa).',
      }),
    );

    const contested = (await verified('2', 4 * DAY)) as string;
    const stands = await ordered(contested, platformAt, 4 * DAY - 3 * HOUR);
    must(await answerOrder(as(member, 3 * DAY), { order: stands, answer: 'ACKNOWLEDGED' }));
    await appeal(stands, 3 * HOUR, 'Đây là ảnh chụp lớp học múa của trường tôi, phụ huynh đều đồng ý (minh họa).');

    for (const [account, days] of [
      ['mau-a', 9],
      ['mau-b', 8],
    ] as const) {
      let last = '';
      for (const at of [0, 1, 2]) {
        last = (await verified(`${account}-${at}`, (days - at) * DAY + at * MINUTE)) as string;
        must(
          await addItemSibling(as(analyst, (days - at) * DAY - 3 * HOUR), {
            item: last,
            relation: 'POSTED_BY',
            locator: `https://khieu-nai-mau.example/nguoi-dang/${account}`,
          }),
        );
      }
      if (account === 'mau-a') await propose(last, platformAt, DAY, LOCK);
      else await ordered(last, platformAt, 2 * DAY, LOCK);
    }

    await byService();
    return ok(orders);

    /** The host is also reached through an account at a service that takes notices for it, and that says how far it has come. */
    async function byService(): Promise<void> {
      const contact = must(
        await enterContact(as(second as PersonActor, 9 * DAY), { addressee: host as string, channel: 'CLOUDFLARE' }),
      );
      const waits = must(await listApprovals(as(officer as PersonActor, 8 * DAY))).find(
        (one) => one.object.id === contact.id,
      );
      if (waits)
        must(await decideApproval(as(officer as PersonActor, 8 * DAY), { approval: waits.id, decision: 'APPROVED' }));
      const item = (await verified('3', 30 * HOUR)) as string;
      const order = await ordered(item, host as string, 27 * HOUR);
      for (const [hoursAgo, said] of [
        [25, 'accepted'],
        [20, 'in-review'],
      ] as const)
        await hearService(as(SYSTEM, hoursAgo * HOUR), order, {
          channel: 'cloudflare-abuse',
          followed: { state: 'open', said },
        });
    }
  });
}
