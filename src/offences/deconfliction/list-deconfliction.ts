import { z } from '@hono/zod-openapi';
import { type Ctx, ok, parseId, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { fileReferences } from '../files/file-store.ts';
import { deconflictionOutcome } from './deconfliction-lists.ts';
import { pointerPolicy } from './deconfliction-policies.ts';
import { filesOfPointers, otherSides, pointerRows } from './deconfliction-store.ts';

const SHOWN = 200;

export const pointerSchema = z.object({
  id: z.uuid(),
  file: z.uuid(),
  reference: z.string().nullable(),
  /** The other side's file, for who sees both sides: who coordinates, or has a part in both files. */
  otherFile: z.uuid().nullable(),
  otherReference: z.string().nullable(),
  /** The unit whose file this side is, and the one to call. */
  unit: z.string(),
  otherUnit: z.string(),
  identifier: z.uuid(),
  mask: z.string(),
  toldAt: z.iso.datetime(),
  state: z.enum(['OPEN', 'CLOSED']),
  outcome: deconflictionOutcome.zod.nullable(),
  lead: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
});
export type PointerView = Readonly<z.output<typeof pointerSchema>>;

/**
 * Pointers to other units, as far as the reader has a part in the file of one side or coordinates: two files on one identifier are one, also
 * for who sees both sides. Refusals: `access.not-permitted`
 */
export async function listDeconfliction(
  ctx: Ctx,
  input: { readonly state?: 'OPEN' | 'CLOSED' | undefined; readonly file?: string | undefined } = {},
): Promise<Result<{ readonly pointers: readonly PointerView[] }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !pointerPolicy.couldEver(actor, 'deconfliction.list', ctx.now)) {
    await ctx.auditRefused({ action: 'deconfliction.list' });
    return refuseRequest('access.not-permitted');
  }
  const file = input.file === undefined ? undefined : parseId<'offence-file'>(input.file);
  if (input.file !== undefined && file === undefined) return ok({ pointers: [] });
  return ctx.transaction(async (tx) => {
    const found = await pointerRows(tx, { agency: actor.agency, state: input.state, file }, SHOWN);
    const others = await otherSides(tx, found);
    const references = await fileReferences(tx, [...new Set([...found.map((row) => row.file_id), ...others.values()])]);
    const otherOf = (row: (typeof found)[number]) => others.get(row.hit_id) ?? null;
    return ok({
      pointers: found.map((row) => ({
        id: row.id,
        file: row.file_id,
        reference: references.get(row.file_id) ?? null,
        otherFile: otherOf(row),
        otherReference: references.get(otherOf(row) ?? '') ?? null,
        unit: row.agency,
        otherUnit: row.other_agency,
        identifier: row.identifier,
        mask: row.mask,
        toldAt: row.told_at.toISOString(),
        state: row.state,
        outcome: row.outcome as PointerView['outcome'],
        lead: row.lead_agency,
        closedAt: row.closed_at?.toISOString() ?? null,
      })),
    });
  });
}

/** Pointers are called by their own side's file. */
export async function pointerReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = await filesOfPointers(tx, ids);
  const references = await fileReferences(tx, [...new Set(files.values())]);
  return new Map(
    [...files].flatMap(([id, file]) => (references.has(file) ? [[id, references.get(file) as string]] : [])),
  );
}
