import {
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
  enterContact,
  keepOwnContact,
  listAddressees,
  pushAlert,
  sendAlert,
  sendTestDelivery,
  writeAlert,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.deliveries');
const AGENCY = 'MPS-A05';
const PLATFORM = 'PLATFORM-MAU-2';
const FUND = 'NGO-MAU-1';
/** A name that nobody can have (RFC 2606): what leaves for it arrives nowhere, and the page says so. */
const SYSTEM_OF_PLATFORM = 'https://he-thong.mang-video-mau.example/lachan';

/**
 * A platform whose system was approved a month ago and cannot be found, to which an alert and a try are on their way by the real outbox: the
 * page of what was sent says honestly that they could not be given, why, and what is next. And a fund of which nothing is ordered, whose
 * mailbox waits for its second person. @returns how many deliveries; 0 where they are there already or their people are missing
 */
export async function playDeliveries(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [officer] = cast.all('takedown_officer', AGENCY);
  const [writer, second] = cast.all('content_analyst', AGENCY);
  const [member] = cast.all('platform_contact', PLATFORM);
  const [fund] = cast.all('vncop_member_user', FUND);
  if (!officer || !writer || !second || !member || !fund) return ok(0);
  const addressees = must(await listAddressees(ctx.as(officer)));
  const own = addressees.find(({ agency }) => agency === PLATFORM);
  if (!own || own.contacts.some(({ channel }) => channel === 'WEBHOOK')) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  const played = must(
    await platform.transaction(async (tx) => {
      const cast = backdatedContext(platform, tx, []);
      const as = (actor: PersonActor | typeof SYSTEM, ago: number) => cast(actor, new Date(now - ago));
      const approve = async (by: PersonActor, ago: number, object: string) => {
        const asked = must(await listApprovals(as(by, ago))).find((one) => one.object.id === object);
        if (asked) must(await decideApproval(as(by, ago), { approval: asked.id, decision: 'APPROVED' }));
      };
      const contact = must(
        await enterContact(as(member, 30 * DAY), {
          addressee: own.id,
          channel: 'WEBHOOK',
          address: SYSTEM_OF_PLATFORM,
        }),
      );
      await approve(officer, 29 * DAY, contact.id);
      must(
        await keepOwnContact(as(fund, 3 * HOUR), {
          agency: FUND,
          channel: 'EMAIL',
          address: 'canh-bao@quy-mau.example',
        }),
      );
      const alert = must(
        await writeAlert(as(writer, 2 * HOUR), {
          nature: 'WARNING',
          event: 'GROOMING',
          urgency: 'EXPECTED',
          severity: 'MODERATE',
          certainty: 'LIKELY',
          tlp: 'GREEN',
          pap: 'GREEN',
          named: [PLATFORM],
          headline: 'Bình luận dưới video của học sinh rủ sang nhóm kín (minh họa)',
          expiresAt: new Date(now + 20 * DAY),
          parts: [
            { type: 'TEXT', value: 'Một số tài khoản để lại cùng một câu mời dưới video của học sinh (minh họa).' },
            { type: 'ADVICE', value: 'Ẩn bình luận có câu mời, gửi số hiệu tài khoản về Mạng lưới (minh họa).' },
          ],
        }),
      );
      await approve(second, 2 * HOUR - 10 * MINUTE, alert.id);
      await sendAlert(as(SYSTEM, 2 * HOUR - 11 * MINUTE), alert.id);
      return ok({ contact: contact.id, alert: alert.id });
    }),
  );
  // From here on it leaves as everything does.
  const given = await pushAlert(ctx, played.alert);
  must(await sendTestDelivery(ctx.as(member), { addressee: own.id, contact: played.contact }));
  return ok(given + 1);
}
