import type { OfficerCall, RiskView } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { provinceChoices } from '../agency/admin-units.server.ts';
import { communesOfProvince } from '../commune/communes-of-province.server.ts';
import { type CallInWords, callsInWords } from '../officer/officer-call.server.ts';
import { number, text } from '../server/answer.server.ts';
import { formAct } from '../server/form-act.server.ts';

/** What stands beside a talk for whoever has it: the guided dialogue, the officer who is called, the plan. */
export interface BesideTalk {
  readonly risk: RiskView;
  readonly call: CallInWords | null;
  readonly plan: { readonly version: number; readonly texts: Readonly<Record<string, string>> | null };
  readonly provinces: readonly { readonly value: string; readonly label: string }[];
}

/** @returns undefined where the reader cannot open it now; the talk itself is shown all the same */
export async function besideTalk(app: App, ctx: Ctx, contact: string): Promise<BesideTalk | undefined> {
  const { counselling } = app.modules;
  const risk = await counselling.readRisk(ctx, { contact });
  const call = await counselling.callOf(ctx, { contact });
  const plan = await counselling.readSafetyPlan(ctx, { contact });
  if (!risk.ok || !call.ok || !plan.ok) return undefined;
  const [inWords] = await callsInWords(app, ctx, call.value.call === null ? [] : [call.value.call as OfficerCall]);
  return { risk: risk.value, call: inWords ?? null, plan: plan.value, provinces: provinceChoices() };
}

const contactOf = (form: FormData) => text(form, 'contact');

/** What can be done there; the verbs judge what was sent. */
export const besideTalkActs = {
  xa: communesOfProvince,
  'tra-loi-nguy-hiem': formAct(({ ctx, modules, form }) =>
    modules.counselling.answerRisk(ctx, {
      contact: contactOf(form),
      kind: modules.counselling.riskKinds.find((kind) => kind === text(form, 'kind')) ?? 'SELF_HARM',
      step: text(form, 'step'),
      answer: text(form, 'answer'),
      note: text(form, 'note'),
      answerKey: text(form, 'answerKey'),
    }),
  ),
  'ban-giao': formAct(({ ctx, modules, form }) =>
    modules.counselling.handOverRisk(ctx, { contact: contactOf(form), to: text(form, 'to') as 'POLICE' }),
  ),
  'goi-truc-ban': formAct(({ ctx, modules, form }) =>
    modules.counselling.openCall(ctx, { contact: contactOf(form), commune: text(form, 'commune') }),
  ),
  'ket-qua-goi': formAct(({ ctx, modules, form }) =>
    modules.counselling.tellRing(ctx, {
      call: text(form, 'call'),
      outcome: text(form, 'outcome') as 'ANSWERED',
      version: number(form, 'version'),
    }),
  ),
  'thoi-goi': formAct(({ ctx, modules, form }) =>
    modules.counselling.withdrawCall(ctx, { call: text(form, 'call'), version: number(form, 'version') }),
  ),
  'ke-hoach': formAct(({ ctx, modules, form }) =>
    modules.counselling.writeSafetyPlan(ctx, {
      contact: contactOf(form),
      after: number(form, 'after') ?? 0,
      texts: {
        signs: text(form, 'signs'),
        own: text(form, 'own'),
        places: text(form, 'places'),
        people: text(form, 'people'),
        around: text(form, 'around'),
        reasons: text(form, 'reasons'),
      },
    }),
  ),
};
