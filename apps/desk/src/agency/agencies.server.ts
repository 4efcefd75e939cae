import type { Ctx, Result } from '../../../../src/kernel/index.ts';
import type { SuggestedAgency } from '../../../../src/members/index.ts';
import type { App } from '../../../server/app.ts';
import { text } from '../server/answer.server.ts';
import { functionName, localName } from '../server/codes.server.ts';
import { unitName } from './admin-units.server.ts';

const nameOf = (agency: { nameVi: string; nameEn: string }) => localName(agency);

/** Names of agencies in the reader's language, by code. */
export async function agencyNames(app: App, ctx: Ctx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const found = await app.modules.members.listAgencies(ctx, { codes: [...new Set(codes)] });
  return new Map(found.ok ? found.value.map((agency) => [agency.code, nameOf(agency)]) : []);
}

/** The same for the agencies of rows. */
export async function agencyNamesOf(app: App, ctx: Ctx, rows: readonly { readonly agency: string }[]) {
  return agencyNames(
    app,
    ctx,
    rows.map((row) => row.agency),
  );
}

/** Names of all desks in the reader's language, by code. */
export async function deskNames(app: App, ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const found = await app.modules.members.listDesks(ctx);
  return new Map(found.ok ? found.value.map((desk) => [desk.code, nameOf(desk)]) : []);
}

/** The code of the agency that a field of the kind `agency` names, as it was suggested or as it was typed. */
export async function agencyFrom(app: App, ctx: Ctx, form: FormData, name: string): Promise<Result<string>> {
  const found = await app.modules.members.agencyNamed(ctx, { text: text(form, name) });
  return found.ok ? { ok: true, value: found.value.code } : { ok: false, refusal: { ...found.refusal, field: name } };
}

/** The same, where organisations outside the directory have codes too: what fits no agency and reads like a code is taken as it is. */
export async function agencyOrCode(app: App, ctx: Ctx, form: FormData, name: string): Promise<Result<string>> {
  const found = await agencyFrom(app, ctx, form, name);
  const typed = text(form, name).trim();
  const isCode = /^[A-Za-z0-9_./-]{2,64}$/.test(typed);
  return !found.ok && found.refusal.code === 'agency.unknown' && isCode ? { ok: true, value: typed } : found;
}

/** A suggestion of a field of the kind `agency`: what is put into the field, and by what it is told from others. */
export interface AgencyChoice {
  readonly value: string;
  /** Its area, then its functions today. */
  readonly what: string;
}

export function agencyChoice({ agency, functions }: SuggestedAgency): AgencyChoice {
  const held = functions.map(({ functionCode, area }) =>
    area === null ? functionName(functionCode) : `${functionName(functionCode)} (${unitName(area)})`,
  );
  return {
    value: `${nameOf(agency)} (${agency.code})`,
    what: [agency.adminUnit === null ? '' : unitName(agency.adminUnit), held.join(', ')].filter(Boolean).join(' · '),
  };
}
