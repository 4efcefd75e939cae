import { type Ctx, exclude, ok, type Result } from '../../kernel/index.ts';
import { OFFENCE_FILE } from './file-clocks.ts';
import { auditOf, fileAct } from './file-record.ts';
import { insertEvent } from './file-store.ts';

/** Whoever knows somebody in a file, or has another conflict of interest, says so and is kept from it from then on. */
export function declareFileConflict(ctx: Ctx, input: { readonly file: string }): Promise<Result<void>> {
  return fileAct(ctx, 'offence-file.declare-conflict', input, async (tx, file, actor) => {
    await insertEvent(tx, file.id, 'conflict-declared');
    tx.audit(auditOf(file, 'offence-file.declare-conflict'));
    await exclude(tx, {
      objectKind: OFFENCE_FILE,
      objectId: file.id,
      subject: { kind: 'person', value: actor.person },
      reason: 'CONFLICT',
    });
    return ok();
  });
}
