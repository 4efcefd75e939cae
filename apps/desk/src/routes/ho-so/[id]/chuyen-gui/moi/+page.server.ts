import { redirect } from '@sveltejs/kit';
import type { ConsentGiver, LegalBasis, ReferralField } from '../../../../../../../../src/cases/index.ts';
import { type Service, service } from '../../../../../../../../src/vocabulary/index.ts';
import { caseFile } from '../../../../../form/form-view.server.ts';
import { href } from '../../../../../href.ts';
import { m } from '../../../../../paraglide/messages.js';
import { referralRefusal } from '../../../../../referral/referral-refusal.server.ts';
import {
  basisName,
  basisSource,
  consentGiverName,
  fieldName,
  purposes,
  receiverChoices,
  receiverOf,
} from '../../../../../referral/referral-view.server.ts';
import { text, valueOrError } from '../../../../../server/answer.server.ts';
import { words } from '../../../../../server/codes.server.ts';
import { formAct, keepEntered } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'referral.send' };

/** The purpose comes first, in the address: it says who can receive, what may be told and on what ground. */
export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('desk:new-referral');
  const { app, ctx } = locals;
  const { cases } = app.modules;
  const { overview } = await caseFile(locals, params.id);
  const asked = url.searchParams.get('muc-dich') ?? '';
  const choices = purposes();
  /** Every piece that some purpose knows: what is written of one stays while another purpose is looked at. */
  const fields = Object.keys(cases.referralFields).map((code) => `f.${code}`);
  if (!service.has(asked)) return { purposes: choices, purpose: null, reference: overview.reference, fields };
  const grounds = valueOrError(ctx, await cases.sharingGrounds(ctx, { case: params.id, purpose: asked }));
  const { required, allowed } = cases.referralPurposes[asked];
  const piece = (code: ReferralField) => ({
    code,
    name: fieldName(app, code),
    identity: cases.referralFields[code].fieldClass === 'identity',
  });
  return {
    purposes: choices,
    fields,
    purpose: { code: asked, name: choices.find((one) => one.value === asked)?.label ?? asked },
    reference: overview.reference,
    receivers: await receiverChoices(app, ctx, params.id, asked),
    required: required.map(piece),
    allowed: allowed.map(piece),
    grounds: {
      known: words('referral_known', grounds.known),
      confidence: grounds.confidence ? words('referral_confidence', grounds.confidence) : null,
      disputed: grounds.disputed,
      under: ([7, 16, 18] as const).map((age) => ({ age, answer: words('referral_under', grounds.under[age]) })),
      givers: (['child', 'representative'] as const).map((by) => ({
        by,
        name: consentGiverName(by),
        needed: grounds.needed.includes(by),
        answer: grounds.answers.find((one) => one.by === by)?.answer ?? null,
      })),
      bases: grounds.bases.map(({ basis, fault }) => ({
        value: basis,
        label: basisName(app, basis),
        ...basisSource(app, basis),
        fault: fault ? words('referral_fault', fault) : null,
      })),
    },
  };
};

export const actions: Actions = {
  /** Records what the child or the representative said. */
  yKien: formAct(({ ctx, modules, form, params, url }) => {
    const purpose = url.searchParams.get('muc-dich') ?? '';
    const [by, said] = text(form, 'yKien').split(':');
    if (!service.has(purpose) || (by !== 'child' && by !== 'representative') || !said)
      return referralRefusal(m.referral_consent_which(), m.referral_consent_which_next());
    return modules.cases.recordConsent(ctx, {
      case: params.id,
      purpose,
      by: by satisfies ConsentGiver,
      answer: said as 'given' | 'refused' | 'withdrawn',
    });
  }),
  /** Drafts the referral and, where asked, sends it at once. What the rules of sending would refuse is said before anything is kept. */
  lap: keepEntered(
    formAct<{ id: string }>(async ({ ctx, app, modules, form, params, url }) => {
      const { cases } = modules;
      const purpose = (url.searchParams.get('muc-dich') ?? '') as Service;
      const sending = text(form, 'nut') !== 'nhap';
      const to = receiverOf(text(form, 'noiNhan'));
      const basis = text(form, 'canCu') as LegalBasis;
      const known = Object.hasOwn(cases.referralPurposes, purpose) ? cases.referralPurposes[purpose] : undefined;
      const pieces = known ? [...known.required, ...known.allowed] : [];
      const facts: Partial<Record<ReferralField, string>> = {};
      for (const piece of pieces) {
        const said = text(form, `f.${piece}`).trim();
        if (said !== '') facts[piece] = said;
      }
      if (!to) return referralRefusal(m.referral_to_missing(), m.referral_to_missing_next(), 'noiNhan');
      if (sending) {
        const missing = known?.required.find((piece) => facts[piece] === undefined);
        if (missing)
          return referralRefusal(
            m.referral_piece_missing({ piece: fieldName(app, missing) }),
            m.referral_piece_missing_next(),
            `f.${missing}`,
          );
        const grounds = await cases.sharingGrounds(ctx, { case: params.id, purpose });
        if (!grounds.ok) return grounds;
        const ground = grounds.value.bases.find((one) => one.basis === basis);
        if (!ground) return referralRefusal(m.referral_basis_missing(), m.referral_basis_missing_next(), 'canCu');
        if (ground.fault)
          return referralRefusal(words('referral_fault', ground.fault), m.referral_fault_next(), 'canCu');
      }
      const made = await cases.makeReferral(ctx, { case: params.id, purpose, to, basis, facts });
      if (!made.ok) return made;
      const { referral } = made.value;
      // A file for a receiver outside is made on the referral's own page, where it is handed over.
      if (sending && 'agency' in to) {
        const sent = await cases.sendReferral(ctx, { referral, version: 1 });
        if (!sent.ok)
          redirect(303, `${href(`/chuyen-gui/${referral}`)}?chua-gui=${encodeURIComponent(sent.refusal.code)}`);
      }
      redirect(303, href(`/chuyen-gui/${referral}`));
    }),
  ),
};
