import { provinceChoices } from '../../../agency/admin-units.server.ts';
import { caseActions } from '../../../case/act-forms.server.ts';
import { actsOf, stepsOf } from '../../../case/acts.server.ts';
import { openCasePage } from '../../../case/case-page.server.ts';
import { runningClocks } from '../../../case/case-view.server.ts';
import { agencyIn, eventKinds, separationName, serviceName } from '../../../case/case-words.server.ts';
import { cameWords } from '../../../case/track-words.server.ts';
import { href } from '../../../href.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { statusOfReferral } from '../../../referral/referral-view.server.ts';
import { personOf } from '../../../server/answer.server.ts';
import { clockName, localName, progressWords, words } from '../../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'case.overview' };

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { app, ctx } = locals;
  const actor = personOf(ctx);
  const { view, overview, file, may, names } = await openCasePage(event);
  const clocks = runningClocks(view);
  const base = href(`/ho-so/${params.id}`);
  const colleagues = may.work
    ? await app.modules.members.findColleagues(ctx, { roles: [...app.modules.cases.communeRoles] })
    : undefined;
  return {
    acts: actsOf(locals, view, may, base, {
      colleagues: colleagues?.ok ? colleagues.value : [],
      tracks: may.work ? await trackChoices(locals, overview.commune, file?.tracks ?? []) : [],
      me: actor.person,
    }),
    phases: stepsOf(app, view, clocks, base),
    clocks: overview.clocks
      .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      .map((clock) => ({
        id: clock.id,
        name: clockName(clock.rule),
        status: clock.status,
        statusText: words('clock_status', clock.status),
        due: clock.dueAt.toISOString(),
        escalated: clock.escalatedTo !== null,
        face: clocks.find((face) => face.rule === clock.rule && face.due === clock.dueAt.toISOString()) ?? null,
      })),
    kinds: eventKinds.map((value) => ({ value, label: words('case_event_kind', value) })),
    tracks: (file?.tracks ?? []).map((one) => ({
      kind: words('track', one.kind),
      status: words('track_status', one.status),
      open: one.status === 'open',
      agency: agencyIn(names, one.agency),
      came: cameWords(one.came),
    })),
    separations: (file?.separations ?? []).map((one) => ({
      id: one.id,
      status: separationName(one.status),
      ground: words('separation_ground', one.ground),
      until: one.until?.toISOString() ?? null,
      authority: one.authority,
    })),
    referrals: (file?.referrals ?? []).map((one) => ({
      id: one.id,
      service: serviceName(one.purpose),
      status: statusOfReferral(one.status, false).text,
      to: agencyIn(names, one.to),
    })),
    conflicts: {
      excluded: (file?.excluded.length ?? 0) + (file?.excludedNames ?? 0),
      forms: (file?.forms ?? [])
        .filter((form) => form.conflicts > 0)
        .map((form) => ({ id: form.id, form: form.form, count: form.conflicts })),
    },
    told:
      file?.told?.map((one) => ({
        at: one.at.toISOString(),
        text: toldWords(app, one.code),
      })) ?? null,
    provinces: provinceChoices(),
  };
};

/** What the child read on the report's page. */
function toldWords(app: App.Locals['app'], code: string): string {
  const step = app.modules.intake.progressStep(app.kernel, code);
  return step?.reporter[getLocale()].replaceAll('{em}', 'em').replaceAll('{Em}', 'Em') ?? progressWords(app, code);
}

/** The agencies that could take a further track here today, by kind; those that have one already are left out. */
async function trackChoices(
  { app, ctx }: App.Locals,
  commune: string,
  tracks: readonly { kind: string; agency: string }[],
): Promise<{ value: string; label: string }[]> {
  const found: { value: string; label: string }[] = [];
  for (const [kind, code] of [
    ['offence', 'INVESTIGATE'],
    ['content', 'ORDER_TAKEDOWN'],
  ] as const)
    for (const agency of await app.modules.members.agenciesWithFunction(ctx, code, { area: commune }))
      if (!tracks.some((one) => one.kind === kind && one.agency === agency.code))
        found.push({
          value: `${kind} ${agency.code}`,
          label: `${words('track', kind)}: ${localName(agency)}`,
        });
  return found;
}

export const actions: Actions = caseActions;
