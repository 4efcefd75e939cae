import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';

/** Names of agencies in the reader's language, by code. */
export async function agencyNames(app: App, ctx: Ctx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const found = await app.modules.members.listAgencies(ctx, { codes: [...new Set(codes)] });
  const name = (agency: { nameVi: string; nameEn: string }) => (getLocale() === 'vi' ? agency.nameVi : agency.nameEn);
  return new Map(found.ok ? found.value.map((agency) => [agency.code, name(agency)]) : []);
}
