import { startOfVietnamDate, vietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { role } from '../../../../../../src/vocabulary/index.ts';
import { unitName } from '../../../agency/admin-units.server.ts';
import { agencyFrom, agencyNames, deskNames } from '../../../agency/agencies.server.ts';
import { href } from '../../../href.ts';
import { namesOf } from '../../../report/report-view.server.ts';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { localName, roleName } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'person.manage' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:person');
  const actor = personOf(ctx);
  const { members } = app.modules;
  const { person, roles } = valueOrError(ctx, await members.personDetail(ctx, { person: params.id }));
  const agencies = await agencyNames(app, ctx, [person.agency, actor.agency, ...roles.map((held) => held.agency)]);
  const desks = valueOrError(ctx, await members.listDesks(ctx, { agency: actor.agency }));
  const anywhere = actor.assignments.some((held) => held.role === 'sysadmin');
  // Whoever appoints at every agency chooses the agency in the form itself.
  const offered = anywhere
    ? role.terms.filter((term) => term.desk && !term.opens.some((what) => what !== 'audit')).map(({ code }) => code)
    : valueOrError(ctx, await members.rolesToGive(ctx, { agency: actor.agency }));
  const deskName = await deskNames(app, ctx);
  const names = await namesOf(
    app,
    ctx,
    roles
      .flatMap((held) => [held.givenBy, held.endedBy])
      .filter((id): id is string => id !== null && /^[0-9a-f-]{36}$/.test(id)),
  );
  const by = (id: string | null) => (id === null ? undefined : (names.get(id) ?? undefined));
  return {
    person: {
      id: person.id,
      name: person.name,
      login: person.login,
      agency: agencies.get(person.agency) ?? person.agency,
      created: person.createdAt.toISOString(),
      disabled: person.disabledAt?.toISOString() ?? null,
      invented: person.isDemonstration,
    },
    self: person.id === actor.person,
    roles: roles.map((held) => ({
      id: held.id,
      role: roleName(held.role),
      agency: agencies.get(held.agency) ?? held.agency,
      where: [
        held.desk && (deskName.get(held.desk) ?? held.desk),
        held.commune && unitName(held.commune),
        held.province && unitName(held.province),
      ]
        .filter(Boolean)
        .join(', '),
      from: held.validFrom.toISOString(),
      to: held.validTo?.toISOString() ?? null,
      live:
        held.validFrom <= ctx.now && (held.validTo === null || held.validTo > ctx.now) && person.disabledAt === null,
      givenBy: by(held.givenBy),
      endedBy: by(held.endedBy),
    })),
    choices: {
      roles: offered.map((code) => ({ value: code, label: roleName(code) })),
      desks: desks.map((desk) => ({ value: desk.code, label: localName(desk) })),
    },
    own: { code: actor.agency, name: agencies.get(actor.agency) ?? actor.agency },
    anywhere,
    today: vietnamDate(ctx.now),
  };
};

/** A day of the form as the instant at which it begins in Viet Nam. */
const dayOf = (day: string | undefined) => (day === undefined ? undefined : startOfVietnamDate(day));

export const actions: Actions = {
  giao: formAct(async ({ ctx, app, modules, form, params }) => {
    const agency = await agencyFrom(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    const desk = field(form, 'desk');
    const [from, to] = [dayOf(field(form, 'from')), dayOf(field(form, 'to'))];
    const given = await modules.members.assignRole(ctx, {
      person: params.id,
      role: text(form, 'role'),
      agency: agency.value,
      ...(desk ? { desk } : {}),
      ...(from && from > ctx.now ? { validFrom: from } : {}),
      ...(to ? { validTo: to } : {}),
      reason: text(form, 'reason'),
    });
    if (!given.ok) return given;
    const waits = 'proposedBy' in given.value;
    // One that nobody could approve begins later than was asked.
    const delayed = !waits && given.value.validFrom > (from && from > ctx.now ? from : ctx.now);
    const value = { waits, begins: delayed ? given.value.validFrom.toISOString() : undefined };
    return { ok: true, value };
  }),
  thuHoi: formAct(({ ctx, modules, form }) => modules.members.endRole(ctx, { assignment: text(form, 'assignment') })),
  khoa: formAct(({ ctx, modules, params }) => modules.members.disablePerson(ctx, { person: params.id })),
  phien: formAct(({ ctx, modules, params }) => modules.members.endSessionsOf(ctx, { person: params.id })),
  datLai: formAct(async ({ ctx, modules, params, url }) => {
    const reset = await modules.members.resetSignIn(ctx, { person: params.id });
    return reset.ok ? { ok: true, value: { link: `${url.origin}${href(`/moi/${reset.value.invitation}`)}` } } : reset;
  }),
};
