import { writtenTime } from '../../documents/index.ts';
import { type Ctx, deskAddress, ok, portalAddress, systemActor } from '../../kernel/index.ts';
import type { Telling, Told } from '../deliveries/told.ts';
import { defang } from '../locators/canonical-url.ts';
import { alertEvent, alertPart, alertUrgency } from './alert-lists.ts';
import { findReceipt } from './alert-store.ts';
import type { LeavingAlert } from './leaving-alert.ts';
import { isMember } from './network-members.ts';
import { openReceived } from './open-received.ts';
import { plainForm } from './plain-form.ts';

const EXIT = systemActor('takedown.tell-alert');
const INBOX = '/noi-dung/canh-bao/hop-thu';

/**
 * What a recipient is told of an alert, an update or a recall now: as far as its marking lets it leave by the way, and where it does not, that
 * something waits and under which reference. Undefined where it holds no more: recalled, followed by another, ended, or no longer a member.
 */
export async function tellAlert(ctx: Ctx, receiptId: string, { way, contact }: Telling): Promise<Told | undefined> {
  const system = ctx.as(EXIT);
  const found = await system.transaction(async (tx) => ok(await findReceipt(tx, receiptId)), { keep: true });
  if (!found.ok) throw new Error(found.refusal.code);
  const receipt = found.value;
  if (!receipt) return undefined;
  const member = await isMember(system, receipt.agency);
  const [opened] = await openReceived(system, [receipt], member, way);
  if (!opened) return undefined;
  const { config } = ctx.kernel;
  const common = {
    receipt: receipt.id,
    reference: receipt.reference,
    acknowledge_url: portalAddress(config, `/api/v1/alert-acknowledgements/${contact}`),
    page_url: deskAddress(config, INBOX),
    test: opened.row.is_demonstration,
  };
  const page = `Đọc và xác nhận tại · Read and acknowledge at: ${common.page_url}`;
  const { alert, standing } = opened;
  if (standing === 'RECALL' && alert) return recalled(alert, common, page);
  if (standing !== 'STANDS') return undefined;
  if (!alert)
    return {
      type: 'alert.waiting',
      at: opened.row.issued_at ?? receipt.sent_at,
      data: common,
      letter: [
        `Cảnh báo ${receipt.reference} đang chờ trên trang của đơn vị. Mức đánh dấu không cho gửi nội dung qua đường này.`,
        `Alert ${receipt.reference} waits on your organisation’s page. Its marking does not let it leave by this way.`,
        page,
      ],
    };
  const type = alert.message === 'UPDATE' ? 'alert.updated' : 'alert.issued';
  const whole = plainForm(alert);
  return {
    type,
    at: alert.sentAt,
    data: { ...common, complete: true, alert: whole },
    short: { ...common, complete: false, alert: { ...whole, parts: [] } },
    letter: [
      `${alert.message === 'UPDATE' ? 'Cảnh báo cập nhật · Alert, updated' : 'Cảnh báo · Alert'}: ${alert.reference} (${alert.number})`,
      alert.headline,
      `${alertEvent.label(whole.event as never, 'vi')} · ${alertEvent.label(whole.event as never, 'en')}; ${alertUrgency.label(whole.urgency as never, 'vi')} · ${alertUrgency.label(whole.urgency as never, 'en')}`,
      `Có hiệu lực đến · In force until: ${writtenTime(alert.expiresAt)}. TLP:${alert.tlp}, PAP:${alert.pap}`,
      ...(alert.notProof ? ['Đây là dấu hiệu, không phải bằng chứng. A clue, not proof.'] : []),
      ...alert.parts.map(
        (part) =>
          `- ${alertPart.label(part.type, 'vi')} · ${alertPart.label(part.type, 'en')}: ${isAddress(part.type) ? defang(part.value) : part.value}`,
      ),
      page,
    ],
  };
}

const isAddress = (type: string) => type === 'URL' || type === 'DOMAIN';

function recalled(alert: LeavingAlert, common: Readonly<Record<string, unknown>>, page: string): Told {
  const reason = alert.recallReason ?? '';
  const told = alert.recallWords;
  const words = told === null ? [] : [`Lý do: ${told.vi}. Reason: ${told.en}.`];
  return {
    type: 'alert.recalled',
    at: alert.sentAt,
    data: { ...common, alert: alert.chain, version: alert.id, number: alert.number, reason },
    letter: [
      `THU HỒI cảnh báo ${alert.reference}: dừng dùng ngay mọi nội dung của cảnh báo này và xác nhận trong 15 phút.`,
      `RECALL of alert ${alert.reference}: stop using anything of it at once, and acknowledge within 15 minutes.`,
      ...words,
      page,
    ],
  };
}
