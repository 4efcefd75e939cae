import { writtenTime } from '../../documents/index.ts';
import { type Ctx, deskAddress, ok, systemActor } from '../../kernel/index.ts';
import type { Told } from '../deliveries/told.ts';
import { findCall, findDrill } from './drill-store.ts';

const EXIT = systemActor('takedown.tell-drill');

/**
 * What a member is told of a drill now, marked as one in every form: no order, no item and no address is in it, since none is in the drill.
 * Undefined where it is over or was answered.
 */
export async function tellDrill(ctx: Ctx, callId: string): Promise<Told | undefined> {
  const found = await ctx.as(EXIT).transaction(
    async (tx) => {
      const call = await findCall(tx, callId);
      return ok(call && { call, drill: await findDrill(tx, call.drill_id) });
    },
    { keep: true },
  );
  if (!found.ok) throw new Error(found.refusal.code);
  if (!found.value?.drill) return undefined;
  const { call, drill } = found.value;
  if (call.closed_at !== null || call.acknowledged_at !== null) return undefined;
  const { config } = ctx.kernel;
  const page = deskAddress(config, `/mang-luoi/${call.agency}`);
  return {
    type: 'drill.announced',
    at: call.called_at,
    data: {
      drill: true,
      call: call.id,
      reference: call.reference,
      kind: call.kind,
      urgent: call.urgent,
      called_by: drill.agency,
      due_at: call.due_at.toISOString(),
      acknowledge_url: deskAddress(config, `/api/v1/takedown/drill-calls/${call.id}/acknowledgement`),
      page_url: page,
      test: drill.is_demonstration,
    },
    letter: [
      `DIỄN TẬP · DRILL ${call.reference}`,
      'Đây là diễn tập: không có nội dung nào phải gỡ. Đơn vị chỉ cần xác nhận đã nhận được.',
      'This is a drill: nothing is to be removed. Only say that you received it.',
      `Xác nhận trước · Acknowledge before: ${writtenTime(call.due_at)}`,
      `Tại · At: ${page}`,
    ],
  };
}
