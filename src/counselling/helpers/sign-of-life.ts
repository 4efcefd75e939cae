import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { foundAgain } from '../contacts/lost-store.ts';
import { refuse } from '../refusals.ts';
import { type ShiftView, shiftView } from './helper.ts';
import { openShiftOf, touchShift } from './shift-store.ts';

/**
 * The helper's page is there. It changes no state: who was set away reads so in the answer, and chooses themselves to come back.
 * Refusal: `shift.none-open`
 */
export async function signOfLife(ctx: Ctx): Promise<Result<ShiftView>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuse('shift.none-open');
  return ctx.transaction(
    async (tx) => {
      if (!(await touchShift(tx, actor.person))) return refuse('shift.none-open');
      // Back before the contacts went to others: the children are told that the search is over.
      for (const id of await foundAgain(tx, actor.person)) tx.notify({ topic: 'contact.changed', id });
      const shift = await openShiftOf(tx, actor.person);
      return shift ? ok(shiftView(shift)) : refuse('shift.none-open');
    },
    { keep: true },
  );
}
