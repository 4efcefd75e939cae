import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { caseByCode } from '../search/find-code.server.ts';

/** The id of the case that a whole code names; what names none that the reader may know of is refused at the field `maHoSo`. */
export async function caseOfCode(app: App, ctx: Ctx, code: string): Promise<Result<string>> {
  const found = await caseByCode(app, ctx, code);
  if (found) return { ok: true, value: found.id };
  const looked = await app.modules.cases.lookAtCase(ctx, code);
  return looked.ok
    ? { ok: true, value: looked.value.id }
    : { ok: false, refusal: { ...looked.refusal, field: 'maHoSo' } };
}
