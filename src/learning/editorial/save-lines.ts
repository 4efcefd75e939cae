import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { withLines } from './body-lines.pure.ts';
import { itemRecord } from './item-record.ts';
import { versionOf } from './item-store.ts';
import { saveVersion } from './save-version.ts';

/**
 * Writes words anew, each at its path, and leaves the rest of the newest version as it is: what a form without scripts sends.
 * Refusals: those of `saveVersion`
 */
export async function saveLines(
  ctx: Ctx,
  input: {
    readonly item: string;
    readonly version: number;
    readonly lines: ReadonlyMap<string, { readonly vi: string; readonly en: string }>;
  },
): Promise<Result<{ readonly number: number }>> {
  const on = { id: input.item, version: input.version, readOnly: true };
  const body = await actOnRecord(itemRecord, ctx, 'learning-item.write', on, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const clean = [...input.lines].map(([path, { vi, en }]) => [path, { vi: oneLine(vi), en: oneLine(en) }] as const);
    return ok(withLines(head?.body, new Map(clean)));
  });
  return body.ok ? saveVersion(ctx, { item: input.item, version: input.version, body: body.value }) : body;
}

/** A line of a form as the formats have it: one line, composed, without blank ends. */
const oneLine = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
