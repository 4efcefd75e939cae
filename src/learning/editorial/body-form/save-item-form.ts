import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { houseContent } from '../house-content.ts';
import { itemRecord } from '../item-record.ts';
import { versionOf } from '../item-store.ts';
import { saveVersion } from '../save-version.ts';
import { type SentForm, workingBody } from './working-body.ts';

/** Keeps what a form stands for as the newest version. Refusals: those of `workingBody` and `saveVersion` */
export async function saveItemForm(
  ctx: Ctx,
  { item, version, sent }: { readonly item: string; readonly version: number; readonly sent: SentForm },
): Promise<Result<{ readonly number: number }>> {
  const on = { id: item, version, readOnly: true };
  const working = await actOnRecord(itemRecord, ctx, 'learning-item.write', on, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const read = workingBody(row.kind, head?.body, sent, houseContent());
    return read.ok ? ok(read.value.body) : read;
  });
  return working.ok ? saveVersion(ctx, { item, version, body: working.value }) : working;
}
