import { z } from '@hono/zod-openapi';
import { type Ctx, instant, listSchema, ok, parseId, type Result } from '../../kernel/index.ts';
import { filePolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { auditOf, fileAct, fileRecord, type OnFile } from './file-record.ts';
import { eventsOf, registerRows, stagesOf, unitsOf } from './file-store.ts';
import { fileInList, fileInListSchema } from './file-view.ts';
import { fileLevels, nextStages, stages } from './offence-file.ts';
import type { FileSecrets } from './open-file.ts';
import { stageRuleAt } from './stage-rule.ts';

const EVENTS_MOST = 200;

export const fileDetailSchema = z
  .object({
    file: fileInListSchema,
    version: z.number().int(),
    level: z.enum(fileLevels),
    origin: z.enum(['TRACK', 'HAND']),
    harm: z.string().nullable(),
    childBand: z.string().nullable(),
    children: z.number().int(),
    summary: z.string(),
    units: listSchema(
      z.object({
        id: z.uuid(),
        agency: z.string(),
        part: z.enum(['LEAD', 'TAKES_PART']),
        from: instant,
        until: instant.nullable(),
        ended: instant.nullable(),
      }),
    ),
    stages: listSchema(
      z.object({
        stage: z.enum(stages),
        from: instant,
        until: instant.nullable(),
        agency: z.string(),
        /** Day of the decision, `yyyy-mm-dd`. */
        decidedOn: z.string().nullable(),
        basis: z.string().nullable(),
        basisVerified: z.boolean().nullable(),
      }),
    ),
    /** The newest first; at most 200. */
    events: listSchema(
      z.object({
        code: z.string(),
        at: instant,
        by: z.string().nullable(),
        agency: z.string().nullable(),
        codes: z.record(z.string(), z.unknown()),
      }),
    ),
    /** Stages that may follow, for whoever moves it. */
    next: listSchema(z.enum(stages)),
    /** What the reader may do now. */
    acts: listSchema(z.string()),
  })
  .openapi('OffenceFile', { description: 'An offence file with its units, stages and history.' });
export type FileDetail = z.output<typeof fileDetailSchema>;

/** Everything of a file that its reader may see. Refusals: those of an act on a file */
export function readOffenceFile(ctx: Ctx, input: Pick<OnFile, 'file'>): Promise<Result<FileDetail>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file, actor) => {
    const { summary } = await openJson<FileSecrets>(ctx.kernel, 'offence_file', file);
    const acts = filePolicy.actions.filter((action) => fileRecord.can?.(actor, action, file, tx.now));
    tx.audit({ ...auditOf(file, 'offence-file.read'), fieldClasses: ['narrative'] });
    return ok({
      file: fileInList({ ...file, opens: true }),
      version: file.version,
      level: file.level,
      origin: file.origin,
      harm: file.harm,
      childBand: file.child_band,
      children: file.children,
      summary,
      units: (await unitsOf(tx, file.id)).map((one) => ({
        id: one.id,
        agency: one.agency,
        part: one.part,
        from: one.from_at,
        until: one.until_at,
        ended: one.ended_at,
      })),
      stages: (await stagesOf(tx, file.id)).map((one) => ({
        stage: one.stage,
        from: one.from_at,
        until: one.until_at,
        agency: one.agency,
        decidedOn: one.decided_on,
        basis: stageRuleAt(one.stage, one.from_at.toISOString().slice(0, 10))?.basis ?? null,
        basisVerified: one.rule_verified,
      })),
      events: (await eventsOf(tx, file.id, EVENTS_MOST)).map((one) => ({
        code: one.code,
        at: one.at,
        by: one.actor,
        agency: one.agency,
        codes: one.codes as unknown as Record<string, unknown>,
      })),
      next: acts.includes('offence-file.move') ? [...nextStages(file.stage)] : [],
      acts,
    });
  });
}

/** What the register says of one file: for the bodies that coordinate, which see no more of it. Refusals: `offence-file.not-found` */
export async function readRegister(
  ctx: Ctx,
  input: { readonly file: string },
): Promise<Result<z.output<typeof fileInListSchema>>> {
  const id = parseId<'offence-file'>(input.file);
  if (ctx.actor.kind !== 'person' || id === undefined) return refuse('offence-file.not-found');
  return ctx.transaction(async (tx) => {
    const [found] = await registerRows(tx, { id }, 1, undefined);
    if (!found) return refuse('offence-file.not-found');
    tx.audit({ action: 'offence-register.list', object: { kind: 'offence-file', id }, codes: { rows: 1 } });
    return ok(fileInList(found));
  });
}
