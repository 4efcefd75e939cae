import { error } from '@sveltejs/kit';
import type { AgeAct, AgeFacts, Decide, SeparationAct } from '../../../../src/cases/index.ts';
import type { Result } from '../../../../src/kernel/index.ts';
import { atVietnamTime, vietnamDate } from '../../../../src/kernel/time.pure.ts';
import { communesOfProvince } from '../commune/communes-of-province.server.ts';
import { m } from '../paraglide/messages.js';
import { field, text } from '../server/answer.server.ts';
import { type FormAct, formAct } from '../server/form-act.server.ts';
import { approvalAnswers } from './decision-page.server.ts';

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

/** What every act of a case's page has beside its form: the case in the version that the page showed, and the moment it is dated at. */
interface CaseAct extends FormAct<{ id: string }> {
  readonly on: { readonly case: string; readonly version: number };
  readonly at: Date | undefined;
}

const caseAct = (verb: (act: CaseAct) => Promise<Result<unknown>>) =>
  formAct<{ id: string }>((act) =>
    verb({
      ...act,
      on: { case: act.params.id, version: Number(text(act.form, 'version')) },
      at: vietnamMoment(field(act.form, 'at')),
    }),
  );

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
  lam: caseAct(({ ctx, modules, form, on, at }) => {
    const act = text(form, 'act');
    // A post of somebody's own making: no button of ours sends another act.
    if (!Object.hasOwn(modules.cases.caseActs, act) || act === 'transfer' || act === 'merge') error(400);
    const reason = field(form, 'reason');
    const minutes = field(form, 'minutes');
    const document = field(form, 'document');
    const number = field(form, 'number');
    const written = {
      ...on,
      ...(at ? { at } : {}),
      ...(reason ? { reason } : {}),
      ...(minutes ? { minutes } : {}),
      ...(document ? { document } : {}),
    };
    // The page on which a chair signs sends form 05 along, where nobody has submitted it.
    if (act === 'approve-plan' && form.has('base'))
      return modules.cases.approvePlan(ctx, {
        ...written,
        answers: approvalAnswers(form),
        base: Number(text(form, 'base')),
      });
    return modules.cases.decide(ctx, { ...written, act: act as Decide['act'], ...(number ? { number } : {}) });
  }),
  chuyen: caseAct(({ ctx, modules, form, on }) => {
    return modules.cases.transferCase(ctx, {
      ...on,
      commune: text(form, 'commune'),
      reason: text(form, 'reason'),
    });
  }),
  /** The other case is named by its code, as people say it. */
  nhap: caseAct(async ({ ctx, modules, form, on }) => {
    const reference = text(form, 'into');
    const found = await modules.cases.listCases(ctx, { reference });
    if (!found.ok) return found;
    const same = (one: { reference: string }) => one.reference.replace('-', '') === plain(reference);
    const into = found.value.cases.find(same)?.id ?? '';
    return modules.cases.mergeCases(ctx, { ...on, into, reason: text(form, 'reason') });
  }),
  giao: caseAct(({ ctx, modules, form, on }) => {
    return modules.cases.assignCase(ctx, { ...on, to: field(form, 'to') ?? null });
  }),
  nhan: caseAct(({ ctx, modules, form, on }) => {
    const { labelCase } = modules.cases;
    type Label = Parameters<typeof labelCase>[1];
    return labelCase(ctx, {
      ...on,
      sensitivity: text(form, 'sensitivity') as Label['sensitivity'],
      reason: text(form, 'reason') as Label['reason'],
    });
  }),
  tuoi: caseAct(({ ctx, modules, form, on }) => {
    if (text(form, 'act') === 'dispute') return modules.cases.disputeAge(ctx, { ...on, act: 'dispute' });
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
    return modules.cases.disputeAge(ctx, { ...on, ...settle });
  }),
  cachLy: caseAct(({ ctx, modules, form, on, at }) => {
    const act = text(form, 'act') as SeparationAct;
    if (!SEPARATION.includes(act)) error(400);
    const until = endOfDay(field(form, 'until'));
    const given = Object.fromEntries(
      ['ground', 'authority', 'documentNumber'].flatMap((name) =>
        field(form, name) ? [[name, field(form, name)]] : [],
      ),
    );
    const lateReason = field(form, 'reason');
    return modules.cases.separate(ctx, {
      ...on,
      ...given,
      act,
      ...(at ? { at } : {}),
      ...(until ? { until } : {}),
      ...(lateReason ? { lateReason } : {}),
    });
  }),
  /** Another track on the incident, as `offence CAT-01`. */
  huong: caseAct(({ ctx, modules, form, on }) => {
    const [kind = '', agency = ''] = text(form, 'track').split(' ');
    if (kind !== 'offence' && kind !== 'content') error(400);
    return modules.cases.openTrack(ctx, { case: on.case, kind, agency });
  }),
  /** Who the child is, for two minutes; the reason is in the audit. */
  danhTinh: caseAct(async ({ ctx, modules, form, on }) => {
    const opened = await modules.cases.unmaskChild(ctx, {
      case: on.case,
      reason: text(form, 'reason') as Parameters<typeof modules.cases.unmaskChild>[1]['reason'],
    });
    if (!opened.ok) return opened;
    const { name, phones, age, until } = opened.value;
    return {
      ok: true,
      value: { name: name ?? m.case_child_no_name(), phones: [...phones], age: ageText(age), until },
    };
  }),
  /** Opens the sealed reasons and minutes; in the audit as a reading. */
  doc: formAct<{ id: string }>(async ({ ctx, modules, params }) => {
    const opened = await modules.cases.caseView(ctx, { case: params.id, read: ['narrative'] });
    if (!opened.ok) return opened;
    return { ok: true, value: opened.value.file?.texts ?? {} };
  }),
  xa: communesOfProvince,
};

const plain = (reference: string) => reference.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** The age facts in words. */
function ageText(age: AgeFacts): string {
  if (age.kind === 'birth-date') return m.case_age_born({ day: age.birthDate.split('-').reverse().join('/') });
  if (age.kind === 'estimate') return m.case_age_about({ min: age.minAge, max: age.maxAge });
  return m.case_age_unknown();
}
