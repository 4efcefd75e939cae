import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  nextCursor,
  ok,
  type PersonActor,
  type Result,
  readCode,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { registerPolicy } from '../policies.ts';
import { countStages, registerRows } from './file-store.ts';
import { type FileInList, fileInList } from './file-view.ts';
import { endedStages, isInDanger, type Stage, stages } from './offence-file.ts';

/** Filters of the list; all are codes, so they may stand in an address and survive a reload. */
export const fileFilters = z.strictObject({
  stages: z.array(z.enum(stages)).nonempty().optional(),
  agency: z.string().max(40).optional(),
  province: z.string().max(8).optional(),
  urgent: z.boolean().optional(),
  overdue: z.boolean().optional(),
  /** The code of a file. */
  reference: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().max(600).optional(),
});
export type FileListFilters = z.input<typeof fileFilters>;

const LIST = {
  name: 'offence-register.list',
  place: z.object({ danger: z.boolean(), due: z.int().nullable(), id: z.uuid() }),
};
const runningStages = stages.filter((one) => !(endedStages as readonly Stage[]).includes(one));

const listens = (ctx: Ctx): ctx is Ctx & { readonly actor: PersonActor } =>
  ctx.actor.kind === 'person' && registerPolicy.couldEver(ctx.actor, 'offence-register.list', ctx.now);

export interface FileList {
  readonly files: readonly FileInList[];
  readonly next: string | undefined;
}

/**
 * A page of the files that the reader knows of: where a child is in danger before the rest, then the clock that ends first before the
 * others, then what has none; without a stage and without a code, what has not ended. Refusals: `access.not-permitted`, `request.invalid`
 */
export async function listOffenceFiles(ctx: Ctx, filters: FileListFilters = {}): Promise<Result<FileList>> {
  if (!listens(ctx)) return refuseRequest('access.not-permitted');
  const parsed = fileFilters.safeParse(filters);
  if (!parsed.success)
    return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '' });
  const { limit, after, ...chosen } = parsed.data;
  const place = await readCursor(ctx, LIST, chosen, { text: after });
  if (!place.ok) return place;
  const code = chosen.reference === undefined ? undefined : readCode(chosen.reference.replace(/^\s*VP/i, ''));
  if (chosen.reference !== undefined && code === undefined) return ok({ files: [], next: undefined });
  return ctx.transaction(
    async (tx) => {
      const found = await registerRows(
        tx,
        {
          ...chosen,
          stages: chosen.stages ?? (code === undefined ? runningStages : undefined),
          reference: code && `VP-${code}`,
        },
        limit + 1,
        place.value,
      );
      const last = found[limit - 1];
      const next =
        found.length > limit && last
          ? await nextCursor(ctx, LIST, chosen, {
              danger: isInDanger(last),
              due: last.next_due_at?.getTime() ?? null,
              id: last.id,
            })
          : undefined;
      tx.audit({ action: 'offence-register.list', codes: { rows: Math.min(found.length, limit) } });
      return ok({ files: found.slice(0, limit).map(fileInList), next });
    },
    { keep: true },
  );
}

/** How many of the files that the reader knows of stand in each stage. Refusals: `access.not-permitted` */
export async function countOffenceFiles(ctx: Ctx): Promise<Result<ReadonlyMap<Stage, number>>> {
  if (!listens(ctx)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => ok(new Map((await countStages(tx)).map(({ stage, files }) => [stage, files]))), {
    keep: true,
  });
}
