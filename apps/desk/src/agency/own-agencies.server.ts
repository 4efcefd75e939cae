import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { roleName } from '../server/codes.server.ts';
import { agencyNames } from './agencies.server.ts';

/** The agencies where the person holds roles now, with the roles there. */
export async function ownAgencies(app: App, ctx: Ctx) {
  if (ctx.actor.kind !== 'person') return [];
  const found = await app.modules.members.personDetail(ctx, { person: ctx.actor.person });
  if (!found.ok) return [];
  const live = found.value.roles.filter(
    (held) => held.validFrom <= ctx.now && (held.validTo === null || held.validTo > ctx.now),
  );
  const codes = [...new Set(live.map((held) => held.agency))];
  const names = await agencyNames(app, ctx, codes);
  const { agency } = ctx.actor;
  return codes.map((code) => ({
    code,
    name: names.get(code) ?? code,
    roles: [...new Set(live.filter((held) => held.agency === code).map((held) => held.role))].map(roleName),
    here: code === agency,
  }));
}
