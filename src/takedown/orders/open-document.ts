import { endByLaw } from '../../clocks/index.ts';
import { type OfficialDocument, renderDocx, renderPdf } from '../../documents/index.ts';
import {
  actAs,
  actOnRecord,
  addDays,
  type Ctx,
  lookAtRecord,
  ok,
  type Result,
  refuseRequest,
  systemActor,
  vietnamDate,
} from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { addresseeNames } from '../addressees/addressee-store.ts';
import { findItem } from '../items/item-store.ts';
import { groundForItem } from '../machine-reports/viewed-gate.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { composeOrder } from './compose-order.ts';
import { openAddress } from './open-address.ts';
import { orderRecord } from './order-record.ts';
import { clockOf, preservedUntil } from './order-rule.ts';
import { findDocument } from './order-store.ts';
import type { OrderDocumentKind } from './order-tables.ts';
import { powerFor } from './power.ts';

/**
 * A document of an order as it was issued, with the address in it; each look is in the audit. What no provider viewed, police open by a
 * ground of law. Refusals: `record.not-found`, `access.not-permitted`, `machine-report.ground-needed`
 */
export function openDocument(
  ctx: Ctx,
  input: { readonly order: string; readonly kind: string; readonly ground?: string | undefined },
): Promise<Result<{ readonly document: OfficialDocument; readonly issuedAt: Date }>> {
  return actOnRecord(
    orderRecord,
    ctx,
    'takedown-order.open',
    { id: input.order, readOnly: true },
    async (tx, row, actor) => {
      const found = await findDocument(tx, row.id, input.kind as OrderDocumentKind);
      if (!found) return refuseRequest('record.not-found');
      const ground = await groundForItem(tx, actor, row.item_id, input.ground);
      if (!ground.ok) return ground;
      tx.audit({
        ...(row.ordering_agency === null ? {} : { organisation: row.ordering_agency }),
        action: 'takedown-order.open',
        object: { kind: 'takedown-order', id: row.id },
        codes: withGround({ document: input.kind, item: row.item_id }, ground.value),
      });
      return ok({
        document: await openJson<OfficialDocument>(ctx.kernel, 'order_document', found),
        issuedAt: found.issued_at,
      });
    },
  );
}

/**
 * The document that an order would give if the actor ordered it now, marked as a draft; nothing is kept, the look is in the audit.
 * Refusals: `record.not-found`, `access.not-permitted`, `order.no-rule`, `order.no-power`, `order.item-not-verified`,
 * `machine-report.ground-needed`
 */
export async function previewOrder(
  ctx: Ctx,
  input: { readonly order: string; readonly rule?: string | undefined; readonly ground?: string | undefined },
): Promise<Result<OfficialDocument>> {
  const looked = await lookAtRecord(orderRecord, ctx, 'takedown-order.issue', input.order);
  if (!looked.ok) return looked;
  const { actor } = ctx;
  const { kind, addressee_kind: addressee, urgent } = looked.value;
  const power =
    actor.kind === 'person'
      ? await powerFor(ctx, actor, { kind, addressee, urgent, rule: input.rule })
      : refuse('order.no-power');
  return actOnRecord(
    orderRecord,
    ctx,
    'takedown-order.issue',
    { id: input.order, readOnly: true },
    async (tx, row, person) => {
      if (!power.ok) return power;
      if (person.kind !== 'person') return refuse('order.no-power');
      const item = await actAs(tx, systemActor('takedown.orders'), (system) => findItem(system, row.item_id));
      if (!item) return refuse('order.item-not-verified');
      const ground = await groundForItem(tx, person, item.id, input.ground);
      if (!ground.ok) return ground;
      const law = lawOf(ctx.kernel);
      tx.audit({
        action: 'takedown-order.open',
        object: { kind: 'takedown-order', id: row.id },
        codes: withGround({ document: 'DRAFT', item: row.item_id }, ground.value),
      });
      return ok(
        composeOrder({
          order: row,
          rule: power.value.rule,
          functionBasis: power.value.function.basis,
          agency: power.value.agency,
          place: power.value.place,
          signer: person.name,
          at: tx.now,
          addressee: (await addresseeNames(tx, [row.addressee_id])).get(row.addressee_id) ?? '',
          address: await openAddress(ctx, tx, item, row.id),
          dueAt: endByLaw(law, clockOf(power.value.rule, row.urgent), tx.now, row.urgent ? 'U1' : undefined) ?? null,
          preserveUntil: addDays(vietnamDate(tx.now), preservedUntil(law, tx.now)),
          draft: true,
        }),
      );
    },
  );
}

const withGround = (codes: Readonly<Record<string, string>>, basis: string | null): Readonly<Record<string, string>> =>
  basis === null ? codes : { ...codes, basis };

/** A document as a file. */
export async function orderFile(
  ctx: Ctx,
  input: {
    readonly order: string;
    readonly kind: string;
    readonly format: 'pdf' | 'docx';
    readonly ground?: string | undefined;
  },
): Promise<Result<{ readonly name: string; readonly mediaType: string; readonly bytes: Buffer }>> {
  const opened = await openDocument(ctx, input);
  if (!opened.ok) return opened;
  const { document, issuedAt } = opened.value;
  return input.format === 'pdf'
    ? ok({
        name: `${document.name}.pdf`,
        mediaType: 'application/pdf',
        bytes: await renderPdf(document, { madeAt: issuedAt }),
      })
    : ok({
        name: `${document.name}.docx`,
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        bytes: await renderDocx(document),
      });
}
