import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';

/** The file whose code somebody wrote in a field of a form, as far as they know of it; refused at that field where there is none. */
export async function fileCoded(
  modules: App['modules'],
  ctx: Ctx,
  name: string,
  written: string,
): Promise<Result<string>> {
  const found = await modules.offences.listOffenceFiles(ctx, { reference: written.slice(0, 60) });
  const id = found.ok ? found.value.files[0]?.id : undefined;
  if (id !== undefined) return { ok: true, value: id };
  const missing = await modules.offences.readRegister(ctx, { file: '' });
  if (missing.ok) throw new Error('a file without an id was found');
  return { ok: false, refusal: { ...missing.refusal, field: name } };
}

/** The person of interest with a number in a file, by its code: the one with whom somebody of another file is compared. */
export async function personCoded(
  modules: App['modules'],
  ctx: Ctx,
  of: { readonly file: string; readonly number: number | undefined },
): Promise<Result<string>> {
  const file = await fileCoded(modules, ctx, 'otherFile', of.file);
  if (!file.ok) return file;
  const said = await modules.offences.readAssertions(ctx, { file: file.value });
  if (!said.ok) return { ok: false, refusal: { ...said.refusal, field: 'otherFile' } };
  // A number that nobody has is an id that nobody has.
  return { ok: true, value: said.value.persons[(of.number ?? 0) - 1]?.id ?? '' };
}
