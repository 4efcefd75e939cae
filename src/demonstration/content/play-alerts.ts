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
  acknowledgeAlert,
  listAlerts,
  listReceived,
  recallAlert,
  sendAlert,
  writeAlert,
} from '../../takedown/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.alerts');

/**
 * Invented alerts of the network: one that stands and was acknowledged, one that is public, and a signal that was taken back a few minutes
 * ago. @returns how many; 0 where there are some already or their people are missing
 */
export async function playAlerts(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [writer, second] = cast.all('content_analyst', 'MPS-A05');
  const [helpline] = cast.all('111_supervisor', 'C111');
  if (!writer || !second || !helpline) return ok(0);
  const there = await listAlerts(ctx.as(writer));
  if (!there.ok) return there;
  if (there.value.rows.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: PersonActor, minutesAgo: number) => played(actor, new Date(now - minutesAgo * MINUTE));
    const issue = async (minutesAgo: number, alert: Omit<Parameters<typeof writeAlert>[1], 'expiresAt'>) => {
      const expiresAt = new Date(now + 30 * DAY);
      const { id } = must(await writeAlert(as(writer, minutesAgo), { ...alert, expiresAt }));
      const asked = must(await listApprovals(as(second, minutesAgo - 1))).find((one) => one.object.id === id);
      if (asked) must(await decideApproval(as(second, minutesAgo - 1), { approval: asked.id, decision: 'APPROVED' }));
      await sendAlert(played(SYSTEM, new Date(now - (minutesAgo - 1) * MINUTE)), id);
      return id;
    };
    const common = { urgency: 'EXPECTED', severity: 'SEVERE', certainty: 'LIKELY', tlp: 'GREEN', pap: 'GREEN' };
    const functions = ['RUN_HELPLINE', 'ORDER_TAKEDOWN'];
    const standing = await issue((26 * HOUR) / MINUTE, {
      ...common,
      nature: 'WARNING',
      event: 'SEXTORTION',
      functions,
      audiences: ['PLATFORM', 'ISP'],
      headline: 'Tài khoản giả làm bạn cùng tuổi để tống tiền (minh họa)',
      parts: [
        { type: 'TEXT', value: 'Kẻ xấu kết bạn qua trò chơi, xin ảnh riêng tư rồi đòi tiền (minh họa).' },
        { type: 'ADVICE', value: 'Không trả tiền, giữ lại tin nhắn, gọi 111 (minh họa).' },
        { type: 'DOMAIN', about: 'SERVICE', tlp: 'AMBER', value: 'tong-tien-mau.example' },
        { type: 'INTERNAL_NOTE', value: 'Tổng hợp từ ba tin báo hư cấu.' },
      ],
    });
    await issue((20 * HOUR) / MINUTE, {
      ...common,
      nature: 'WARNING',
      event: 'SCAM',
      tlp: 'CLEAR',
      pap: 'CLEAR',
      audiences: ['PUBLIC'],
      headline: 'Lời mời làm mẫu nhí trên mạng là lừa đảo (minh họa)',
      parts: [
        { type: 'TEXT', value: 'Có người giả làm công ty người mẫu, xin ảnh và tiền cọc của học sinh (minh họa).' },
        { type: 'ADVICE', value: 'Không gửi ảnh, không chuyển tiền, hỏi người lớn mà em tin (minh họa).' },
      ],
    });
    const wrong = await issue((5 * HOUR) / MINUTE, {
      ...common,
      nature: 'SIGNAL',
      event: 'GROOMING',
      certainty: 'POSSIBLE',
      functions,
      headline: 'Nhóm trò chuyện có thể đang dụ dỗ học sinh (minh họa)',
      parts: [
        { type: 'TEXT', value: 'Một nhóm kín trùng tên với nhóm đã biết (minh họa).' },
        { type: 'URL', about: 'SERVICE', value: 'https://nhom-mau.example/vao' },
      ],
    });
    const received = must(await listReceived(as(helpline, 25 * 60))).rows.find((row) => row.alert === standing);
    if (received) must(await acknowledgeAlert(as(helpline, 25 * 60), { receipt: received.id, outcome: 'NOTED' }));
    must(await recallAlert(as(second, 8), { alert: wrong, reason: 'HARMS_OTHERS' }));
    return ok(3);
  });
}
