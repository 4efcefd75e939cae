import { endByLaw } from '../../clocks/index.ts';
import type { OfficialDocument } from '../../documents/index.ts';
import { addDays, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { countForLock } from '../locks/count-violations.ts';
import { refuse } from '../refusals.ts';
import { composeOrder } from './compose-order.ts';
import { mayAs } from './may-as.ts';
import { clockOf, preservedUntil, rulesFor } from './order-rule.ts';
import { aboutOf, type ProposeOrder, readProposal } from './propose-order.ts';

/** Stands where only who orders can say it. */
const LATER = '…';

/**
 * The document that a proposal would become, marked as a draft: with the item as lists show it, without its address, and without whoever
 * will sign. Nothing is kept.
 * Refusals: those of `proposeOrder`
 */
export async function previewProposal(ctx: Ctx, input: ProposeOrder): Promise<Result<OfficialDocument>> {
  const may = await mayAs(ctx, 'takedown-order.propose');
  if (!may.ok) return may;
  const read = readProposal(input);
  if (!read.ok) return read;
  const { kind, reasons, location } = read.value;
  const urgent = input.urgent === true;
  return ctx.transaction(async (tx) => {
    const about = await aboutOf(tx, input);
    if (!about.ok) return about;
    const { item, addressee } = about.value;
    const rule = rulesFor({ kind, addressee: addressee.kind, urgent, day: vietnamDate(tx.now) }).at(-1);
    if (!rule) return refuse('order.no-rule', { field: 'kind' });
    const counted = input.lock && (await countForLock(tx, { item: item.id, kind, ...input.lock }));
    if (counted && !counted.ok) return counted;
    const law = lawOf(ctx.kernel);
    return ok(
      composeOrder({
        order: {
          reference: LATER,
          kind,
          urgent,
          reasons: [...reasons],
          item_reference: item.reference,
          is_demonstration: item.is_demonstration,
          lock_rule: input.lock?.rule ?? null,
          lock_days: input.lock?.days ?? null,
          lock_counted: counted?.value ?? null,
        },
        rule,
        functionBasis: LATER,
        agency: LATER,
        place: LATER,
        signer: LATER,
        addressee: addressee.name,
        address: { kind: item.kind, display: item.mask, siblings: [], location: location ?? null },
        at: tx.now,
        dueAt: endByLaw(law, clockOf(rule, urgent), tx.now, urgent ? 'U1' : undefined) ?? null,
        preserveUntil: addDays(vietnamDate(tx.now), preservedUntil(law, tx.now)),
        draft: true,
      }),
    );
  });
}
