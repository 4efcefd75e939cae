import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { presenceOf, showPresence } from '../../work/index.ts';
import { deskAct, type OnReport } from './desk-act.ts';

export const presentSchema = z.object({ person: z.uuid(), writing: z.boolean(), until: z.iso.datetime() });
export type PersonPresent = z.infer<typeof presentSchema>;

/**
 * Who else looks at a report or writes on it, for whoever may read it. With `show` the reader is counted among them for as
 * long as that says something: half a minute, or six seconds while they write.
 */
export async function reportPresence(
  ctx: Ctx,
  input: OnReport & { readonly show?: { readonly writing: boolean } },
): Promise<Result<readonly PersonPresent[]>> {
  return deskAct(ctx, 'report.read', { report: input.report, readOnly: true }, async (tx, report) => {
    const object = { kind: 'report', id: report.id };
    if (input.show)
      await showPresence(tx, { object, agency: report.organisation, desk: report.desk_code, ...input.show });
    return ok((await presenceOf(tx, object)).map((one) => ({ ...one, until: one.until.toISOString() })));
  });
}
