import { actOnRecord, type Ctx, canBy, ok, personsOnly, type RecordKind, type Result } from '../../kernel/index.ts';
import { handoverPolicy } from './board-policy.ts';
import type { HandoverRow } from './handover.ts';
import { confirmRow, findHandover } from './handover-store.ts';

const handoverKind: RecordKind<HandoverRow, (typeof handoverPolicy.actions)[number]> = {
  kind: 'shift-handover',
  acts: personsOnly,
  find: (tx, id, { lock }) => findHandover(tx, id, lock ? 'for update' : undefined),
  can: canBy(handoverPolicy, (row: HandoverRow) => row),
  versionOf: ({ version }) => version,
};

/** The supervisor of the next shift has read the note; whoever wrote it confirms nothing. Pressed twice, the first stands. */
export async function confirmHandover(ctx: Ctx, input: { readonly handover: string }): Promise<Result<void>> {
  return actOnRecord(handoverKind, ctx, 'handover.confirm', { id: input.handover }, async (tx, row, person) => {
    if (row.confirmed_by !== null) return ok();
    await confirmRow(tx, row.id, person.person);
    tx.audit({
      action: 'handover.confirm',
      object: { kind: 'shift-handover', id: row.id },
      organisation: row.organisation,
    });
    tx.notify({ topic: 'handover.changed', id: row.id, desk: row.desk_code });
    return ok();
  });
}
