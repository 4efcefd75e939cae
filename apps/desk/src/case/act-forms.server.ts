import { error, type RequestEvent } from '@sveltejs/kit';
import type { AgeAct, AgeFacts, Decide, SeparationAct } from '../../../../src/cases/index.ts';
import { atVietnamTime, vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { communesOf } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { actionResult, field, text } from '../server/answer.server.ts';

type Event = RequestEvent<{ id: string }>;

/** A moment as a person in Viet Nam wrote it, `YYYY-MM-DDThh:mm`; undefined where nothing was written. */
export function vietnamMoment(written: string | undefined): Date | undefined {
  if (written === undefined) return undefined;
  const at = atVietnamTime(written);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The end of a day in Viet Nam. */
export function endOfDay(day: string | undefined): Date | undefined {
  return vietnamMoment(day && `${day}T23:59`);
}

/** What every act of a case's page reads from its form. */
async function read({ request, params }: Event) {
  const form = await request.formData();
  return {
    form,
    on: { case: params.id, version: Number(text(form, 'version')) },
    at: vietnamMoment(field(form, 'at')),
  };
}

const SEPARATION: readonly SeparationAct[] = [
  'propose',
  'decide',
  'put-in-force',
  'prolong',
  'extend-by-authority',
  'lift',
  'go-to-court',
];

/** The acts of the case's page, one action each: parse, verb, answer. */
export const caseActions = {
  /** One act of the process. */
  lam: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on, at } = await read(event);
    const act = text(form, 'act');
    // A post of somebody's own making: no button of ours sends another act.
    if (!Object.hasOwn(app.modules.cases.caseActs, act) || act === 'transfer' || act === 'merge') error(400);
    const reason = field(form, 'reason');
    const minutes = field(form, 'minutes');
    const document = field(form, 'document');
    return actionResult(
      ctx,
      await app.modules.cases.decide(ctx, {
        ...on,
        act: act as Decide['act'],
        ...(at ? { at } : {}),
        ...(reason ? { reason } : {}),
        ...(minutes ? { minutes } : {}),
        ...(document ? { document } : {}),
      }),
    );
  },
  chuyen: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    return actionResult(
      ctx,
      await app.modules.cases.transferCase(ctx, {
        ...on,
        commune: text(form, 'commune'),
        reason: text(form, 'reason'),
      }),
    );
  },
  /** The other case is named by its code, as people say it. */
  nhap: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    const reference = text(form, 'into');
    const found = await app.modules.cases.listCases(ctx, { reference });
    if (!found.ok) return actionResult(ctx, found);
    const same = (one: { reference: string }) => one.reference.replace('-', '') === plain(reference);
    const into = found.value.cases.find(same)?.id ?? '';
    return actionResult(ctx, await app.modules.cases.mergeCases(ctx, { ...on, into, reason: text(form, 'reason') }));
  },
  giao: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    return actionResult(ctx, await app.modules.cases.assignCase(ctx, { ...on, to: field(form, 'to') ?? null }));
  },
  nhan: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    const { labelCase } = app.modules.cases;
    type Label = Parameters<typeof labelCase>[1];
    return actionResult(
      ctx,
      await labelCase(ctx, {
        ...on,
        sensitivity: text(form, 'sensitivity') as Label['sensitivity'],
        reason: text(form, 'reason') as Label['reason'],
      }),
    );
  },
  tuoi: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    if (text(form, 'act') === 'dispute')
      return actionResult(ctx, await app.modules.cases.disputeAge(ctx, { ...on, act: 'dispute' }));
    const day = vietnamDate(ctx.now);
    const settle = {
      act: 'settle',
      age:
        text(form, 'kind') === 'estimate'
          ? {
              kind: 'estimate',
              minAge: Number(text(form, 'minAge')),
              maxAge: Number(text(form, 'maxAge')),
              estimatedOn: day,
              confidence: text(form, 'confidence') as 'high',
            }
          : { kind: 'birth-date', birthDate: text(form, 'birthDate') },
      evidence: text(form, 'evidence') as 'TESTIMONY',
    } satisfies AgeAct;
    return actionResult(ctx, await app.modules.cases.disputeAge(ctx, { ...on, ...settle }));
  },
  cachLy: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on, at } = await read(event);
    const act = text(form, 'act') as SeparationAct;
    if (!SEPARATION.includes(act)) error(400);
    const until = endOfDay(field(form, 'until'));
    const given = Object.fromEntries(
      ['ground', 'authority', 'documentNumber'].flatMap((name) =>
        field(form, name) ? [[name, field(form, name)]] : [],
      ),
    );
    const lateReason = field(form, 'reason');
    return actionResult(
      ctx,
      await app.modules.cases.separate(ctx, {
        ...on,
        ...given,
        act,
        ...(at ? { at } : {}),
        ...(until ? { until } : {}),
        ...(lateReason ? { lateReason } : {}),
      }),
    );
  },
  /** Another track on the incident, as `offence CAT-01`. */
  huong: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    const [kind = '', agency = ''] = text(form, 'track').split(' ');
    if (kind !== 'offence' && kind !== 'content') error(400);
    return actionResult(ctx, await app.modules.cases.openTrack(ctx, { case: on.case, kind, agency }));
  },
  /** Who the child is, for two minutes; the reason is in the audit. */
  danhTinh: async (event: Event) => {
    const { app, ctx } = event.locals;
    const { form, on } = await read(event);
    const opened = await app.modules.cases.unmaskChild(ctx, {
      case: on.case,
      reason: text(form, 'reason') as Parameters<typeof app.modules.cases.unmaskChild>[1]['reason'],
    });
    if (!opened.ok) return actionResult(ctx, opened);
    const { name, phones, age, until } = opened.value;
    return actionResult(ctx, {
      ok: true,
      value: { name: name ?? m.case_child_no_name(), phones: [...phones], age: ageText(age), until },
    });
  },
  /** Opens the sealed reasons and minutes; in the audit as a reading. */
  doc: async (event: Event) => {
    const { app, ctx } = event.locals;
    const opened = await app.modules.cases.caseView(ctx, { case: event.params.id, read: ['narrative'] });
    if (!opened.ok) return actionResult(ctx, opened);
    return actionResult(ctx, { ok: true, value: opened.value.file?.texts ?? {} });
  },
  xa: async (event: Event) => {
    const province = field(await event.request.formData(), 'province');
    return actionResult(event.locals.ctx, {
      ok: true,
      value: (province ? communesOf(province) : []).map((unit) => ({
        value: unit.code,
        label: getLocale() === 'vi' ? unit.nameVi : unit.nameEn,
      })),
    });
  },
};

const plain = (reference: string) => reference.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** The age facts in words. */
function ageText(age: AgeFacts): string {
  if (age.kind === 'birth-date') return m.case_age_born({ day: age.birthDate.split('-').reverse().join('/') });
  if (age.kind === 'estimate') return m.case_age_about({ min: age.minAge, max: age.maxAge });
  return m.case_age_unknown();
}
