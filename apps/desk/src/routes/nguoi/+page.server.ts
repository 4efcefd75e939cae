import { role } from '../../../../../src/vocabulary/index.ts';
import { agencyFrom, agencyNames } from '../../agency/agencies.server.ts';
import { decideApproval } from '../../duty/approvals.server.ts';
import { href } from '../../href.ts';
import { personOf, text, valueOrError } from '../../server/answer.server.ts';
import { label, roleName } from '../../server/codes.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'person.manage' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:people');
  const actor = personOf(ctx);
  const one = (name: string) => url.searchParams.get(name) || undefined;
  const status = { 'dang-lam': 'active', khoa: 'disabled' }[one('tinh-trang') ?? ''] as
    | 'active'
    | 'disabled'
    | undefined;
  const [text, role_, agency, after] = [one('ten'), one('vai-tro'), one('don-vi'), one('sau')];
  const found = valueOrError(
    ctx,
    await app.modules.members.listPeople(ctx, {
      ...(text ? { text } : {}),
      ...(role_ ? { role: role_ } : {}),
      ...(agency ? { agency } : {}),
      ...(status ? { status } : {}),
      ...(after ? { after } : {}),
    }),
  );
  const waiting = valueOrError(ctx, await app.modules.members.listAppointments(ctx));
  const agencies = await agencyNames(app, ctx, [
    actor.agency,
    ...[...found.people, ...waiting].map(({ agency }) => agency),
  ]);
  return {
    people: found.people.map((person) => ({
      id: person.id,
      name: person.name,
      login: person.login,
      agency: agencies.get(person.agency) ?? person.agency,
      roles: [...new Set(person.roles.map((held) => held.role))].map(roleName).join(', '),
      disabled: person.disabledAt !== null,
      invented: person.isDemonstration,
    })),
    next: found.next,
    waiting: waiting.map((one) => ({
      id: one.approval,
      name: one.name,
      login: one.login,
      role: roleName(one.role),
      agency: agencies.get(one.agency) ?? one.agency,
      proposer: one.proposer,
      at: one.proposedAt.toISOString(),
      mayDecide: one.mayDecide,
      own: one.own,
      reason: one.reason,
    })),
    roles: role.terms.filter((term) => term.desk).map(({ code }) => ({ value: code, label: label(role, code) })),
    own: { code: actor.agency, name: agencies.get(actor.agency) ?? actor.agency },
    anywhere: actor.assignments.some((held) => held.role === 'sysadmin'),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  /** Approves, refuses or takes back an administrator who waits for a second person. */
  duyet: decideApproval,

  moi: formAct(async ({ ctx, app, modules, form, url }) => {
    const agency = await agencyFrom(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    const created = await modules.members.createPerson(ctx, {
      login: text(form, 'login'),
      name: text(form, 'name'),
      agency: agency.value,
    });
    if (!created.ok) return created;
    const { person, invitation } = created.value;
    return {
      ok: true,
      value: { id: person.id, name: person.name, link: `${url.origin}${href(`/moi/${invitation}`)}` },
    };
  }),
};
