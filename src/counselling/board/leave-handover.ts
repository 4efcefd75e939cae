import {
  type Ctx,
  DeskWithoutKey,
  type KeyScope,
  newId,
  ok,
  openPart,
  type Result,
  readTextInput,
  refuseRequest,
  sealPart,
  type Tx,
} from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { handoverPolicy } from './board-policy.ts';
import { HANDOVER_NOTE, type HandoverRow, type HandoverView } from './handover.ts';
import { insertHandover, latestHandovers } from './handover-store.ts';

const scopeOf = (id: string): KeyScope => ({ objectKind: 'shift-handover', objectId: id, fieldClass: 'internal' });
const PART = 'note';

/** The supervisor of a shift leaves a note to the next one, sealed for the desk. Refusals: those of a text, `contact.desk-without-key` */
export async function leaveHandover(ctx: Ctx, input: { readonly text: string }): Promise<Result<{ id: string }>> {
  const { actor } = ctx;
  const at = { desk_code: HELPLINE.desk };
  if (actor.kind !== 'person' || !handoverPolicy.can(actor, 'handover.leave', { ...at, author: actor.person }, ctx.now))
    return refuseRequest('access.not-permitted');
  const text = readTextInput(input.text, 'text', HANDOVER_NOTE);
  if (!text.ok) return text;
  try {
    return await ctx.transaction(async (tx) => {
      const id = newId<'shift-handover'>(tx.now.getTime());
      const { sealing } = ctx.kernel;
      const [made] = await sealing.makeKeys(tx, [{ scope: scopeOf(id) }], [HELPLINE.desk], 'counselling');
      if (!made) throw new Error('a hand-over note has no key');
      await insertHandover(tx, {
        ...at,
        id,
        organisation: HELPLINE.agency,
        author: actor.person,
        written_at: tx.now,
        sealed: sealPart(made.key, PART, text.value),
        confirmed_by: null,
        confirmed_at: null,
        version: 1,
      });
      // After the row, whose lock the key follows.
      await sealing.writeKeys(tx, [made], 'server');
      tx.audit({ action: 'handover.leave', object: { kind: 'shift-handover', id }, organisation: HELPLINE.agency });
      tx.notify({ topic: 'handover.changed', id, desk: HELPLINE.desk });
      return ok({ id });
    });
  } catch (error) {
    if (!(error instanceof DeskWithoutKey)) throw error;
    return refuse('contact.desk-without-key');
  }
}

/** The newest note of the desk, and those before it that nobody has confirmed. */
export async function readHandovers(ctx: Ctx, tx: Tx): Promise<HandoverView[]> {
  const found = await latestHandovers(tx, HELPLINE.desk, 5);
  const shown = found.filter((row, at) => at === 0 || row.confirmed_by === null);
  const views: HandoverView[] = [];
  for (const row of shown) {
    const key = await ctx.kernel.sealing.openKey(tx, scopeOf(row.id), row.desk_code);
    if (key) views.push(viewOf(row, openPart(key, PART, row.sealed)));
  }
  if (views.length > 0)
    tx.audit({
      action: 'handover.read',
      object: { kind: 'shift-handover', id: views[0]?.id as string },
      organisation: HELPLINE.agency,
    });
  return views;
}

const viewOf = (row: HandoverRow, text: string): HandoverView => ({
  id: row.id,
  author: row.author,
  writtenAt: row.written_at.toISOString(),
  text,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at?.toISOString() ?? null,
  version: row.version,
});
