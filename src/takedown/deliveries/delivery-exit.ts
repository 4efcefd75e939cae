import { type OutboundSource, WEBHOOK_TEXT_MOST, type Written } from '../../channels/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { agencyDetail } from '../../members/index.ts';
import { findAddressee, findContact } from '../addressees/addressee-store.ts';
import { endpointOf, openSecrets } from '../addressees/contact-secrets.ts';
import { tellAlert } from '../alerts/tell-alert.ts';
import { tellDrill } from '../drills/tell-drill.ts';
import { tellOutcomes } from '../machine-reports/push-outcomes.ts';
import { DELIVERY, type OwnDelivery } from './delivery.ts';
import { deliveryMoved } from './delivery-moved.ts';
import { findDelivery } from './delivery-store.ts';
import type { DeliveryRow } from './delivery-tables.ts';
import type { Telling, Told } from './told.ts';

const EXIT = systemActor('takedown.delivery-exit');

const TELL: Readonly<Record<OwnDelivery, (ctx: Ctx, row: DeliveryRow, by: Telling) => Promise<Told | undefined>>> = {
  ALERT: (ctx, row, by) => tellAlert(ctx, row.object_id, by),
  ALERT_UPDATE: (ctx, row, by) => tellAlert(ctx, row.object_id, by),
  ALERT_RECALL: (ctx, row, by) => tellAlert(ctx, row.object_id, by),
  DRILL: (ctx, row) => tellDrill(ctx, row.object_id),
  REPORT_OUTCOMES: (ctx, row) => tellOutcomes(ctx, row.object_id),
  TEST: async (_ctx, row) => ({
    type: 'test.ping',
    at: row.made_at,
    data: { contact: row.contact_id, delivery: row.id, test: true },
    letter: [
      'Thư thử từ Lá Chắn: đường nhận này đang hoạt động. Không cần trả lời.',
      'A test from Lá Chắn: this way works. There is nothing to answer.',
    ],
  }),
};

/**
 * What leaves for a contact of a member, written when it leaves: from what holds at that moment, and nothing to a contact that was ended or an
 * addressee that is no more.
 */
export const deliverySource: OutboundSource = {
  objectKind: DELIVERY,
  settled: deliveryMoved,
  async write(ctx, { id }): Promise<Written | undefined> {
    const system = ctx.as(EXIT);
    const found = await system.transaction(
      async (tx) => {
        const row = await findDelivery(tx, id);
        const contact = row && (await findContact(tx, row.contact_id));
        const addressee = contact && (await findAddressee(tx, contact.addressee_id));
        return ok({ row, contact, addressee });
      },
      { keep: true },
    );
    if (!found.ok) throw new Error(found.refusal.code);
    const { row, contact, addressee } = found.value;
    if (!row || contact?.state !== 'APPROVED' || !addressee || addressee.ended_at !== null) return undefined;
    const tell = TELL[row.kind as OwnDelivery];
    const told = await tell(system, row, { way: row.channel === 'WEBHOOK' ? 'MACHINE' : 'MAIL', contact: contact.id });
    const secrets = await openSecrets(ctx.kernel, contact);
    if (!told || !secrets) return undefined;
    const audited = await system.transaction(async (tx) => {
      tx.audit({
        organisation: row.sender,
        action: 'member-delivery.send',
        object: { kind: DELIVERY, id: row.id },
        codes: { kind: row.kind, channel: row.channel, type: told.type },
      });
      return ok();
    });
    if (!audited.ok) throw new Error(audited.refusal.code);
    if (row.channel === 'WEBHOOK') return { text: bodyOf(told), endpoint: endpointOf(secrets, ctx.now) };
    const agency = await agencyDetail(system, { code: row.sender });
    const name = agency.ok ? agency.value.agency.nameVi : row.sender;
    return { text: [name, ...told.letter].join('\n') };
  },
};

function bodyOf({ type, at, data, short }: Told): string {
  const written = (said: Told['data']) => JSON.stringify({ type, timestamp: at.toISOString(), data: said });
  const whole = written(data);
  return whole.length > WEBHOOK_TEXT_MOST && short !== undefined ? written(short) : whole;
}
