import { redirect } from '@sveltejs/kit';
import { vncopMemberRole } from '../../../../../src/vocabulary/index.ts';
import { agencyFrom, agencyNames } from '../../agency/agencies.server.ts';
import { href } from '../../href.ts';
import { memberWords } from '../../network/member-words.server.ts';
import { personOf, text, valueOrError } from '../../server/answer.server.ts';
import { options, words } from '../../server/codes.server.ts';
import { permittedAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'membership.read' };

/** Of members that can be ordered: a contact that was approved. */
const NO_CONTACT = 'NO_CONTACT';
const ORDERED_KINDS: readonly string[] = ['PLATFORM', 'TELCO_ISP'];

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:network');
  const { members, takedown } = app.modules;
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  // Whoever is a member has a page, and no list of the others.
  if (!allows('membership.oversee')) redirect(303, href(`/mang-luoi/${personOf(ctx).agency}`));
  const states = (url.searchParams.get('trang-thai') ?? '').split(',').filter(Boolean);
  const kinds = (url.searchParams.get('loai') ?? '').split(',').filter(Boolean);
  const gap = url.searchParams.get('thieu') ?? '';
  const list = valueOrError(ctx, await members.listMemberships(ctx, { states, kinds }));
  const addressees = valueOrError(ctx, await takedown.listAddressees(ctx));
  const reached = new Set(
    addressees.flatMap(({ agency, contacts }) =>
      contacts.some(({ state }) => state === 'APPROVED') ? (agency ?? []) : [],
    ),
  );
  const names = await agencyNames(
    app,
    ctx,
    list.map(({ agency }) => agency),
  );
  const rows = list.map((member) => {
    const row = memberWords(app, member, names.get(member.agency) ?? member.agency);
    const missing = member.state !== 'ENDED' && ORDERED_KINDS.includes(member.kind) && !reached.has(member.agency);
    return {
      ...row,
      gaps: [...(missing ? [{ code: NO_CONTACT, text: words('member_gap', NO_CONTACT) }] : []), ...row.gaps],
    };
  });
  const speeds = allows('addressee.compare')
    ? valueOrError(ctx, await takedown.addresseeSpeeds(ctx))
    : { addressees: [], limits: [] };
  const claims = valueOrError(ctx, await takedown.listReachClaims(ctx));
  return {
    rows: gap === '' ? rows : rows.filter(({ gaps }) => gaps.some(({ code }) => code === gap)),
    lacking: rows.filter(({ gaps }) => gaps.length > 0).length,
    total: rows.length,
    enters: allows('membership.keep'),
    drills: allows('drill.read'),
    speeds: speeds.addressees
      .filter(({ removal }) => removal.count > 0)
      .map((one) => ({
        id: one.addressee,
        label: one.name,
        dots: one.dots,
        inTime: one.inTime,
        count: one.removal.count,
        p10: one.removal.p10,
        p50: one.removal.p50,
        p90: one.removal.p90,
        notDone: one.removal.notDone,
      })),
    limits: speeds.limits,
    claims: claims.map((claim) => ({
      ...claim,
      what: `${words('reach_kind', claim.kind)} ${claim.kind === 'ASN' ? `AS${claim.value}` : claim.value}`,
      rung: words('addressee_rung', claim.addressee.kind),
    })),
    choices: {
      states: members.membershipStates.map((value) => ({ value, label: words('membership_state', value) })),
      kinds: options(vncopMemberRole),
      gaps: [NO_CONTACT, ...members.memberGaps].map((value) => ({ value, label: words('member_gap', value) })),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  them: permittedAct('membership.keep', async ({ ctx, app, modules, form }) => {
    const agency = await agencyFrom(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    return modules.members.enterMembership(ctx, {
      agency: agency.value,
      kind: text(form, 'kind'),
      joinedOn: text(form, 'joinedOn'),
    });
  }),
  xet: permittedAct('addressee.approve', ({ ctx, modules, form }) => {
    const decision = text(form, 'decision');
    return modules.takedown.decideReach(ctx, {
      addressee: text(form, 'addressee'),
      reach: text(form, 'reach'),
      decision: decision === 'REFUSED' ? 'REFUSED' : 'HOLDS',
      endOthers: decision === 'HOLDS_ALONE',
    });
  }),
};
