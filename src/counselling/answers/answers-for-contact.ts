import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { adminUnit, portalBand } from '../../vocabulary/index.ts';
import { contactAct } from '../contacts/contact-record.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { newestAnswers } from './answer-store.ts';
import { fillAnswer } from './fill-answer.pure.ts';

/** A sentence as it would be sent in a contact. */
export interface ReadyAnswer {
  readonly code: string;
  readonly title: string;
  readonly text: string;
}

/** The sentences of the desk for one contact, in the language of the child, with their blanks filled. For who may answer it. */
export function answersForContact(
  ctx: Ctx,
  input: { readonly contact: string },
): Promise<Result<readonly ReadyAnswer[]>> {
  return contactAct(ctx, 'contact.reply', { contact: input.contact, readOnly: true }, async (tx, contact) => {
    const { language } = contact;
    const facts = {
      address: contact.portal_band === null ? 'em' : portalBand.get(contact.portal_band).pronoun,
      reference: contact.reference,
      province: provinceName(contact.province_code, language),
    };
    return ok(
      (await newestAnswers(tx, HELPLINE.desk)).map((row) => ({
        code: row.code,
        title: ctx.language === 'vi' ? row.title_vi : row.title_en,
        text: fillAnswer(row[language], facts, language),
      })),
    );
  });
}

function provinceName(code: string | null, language: 'vi' | 'en'): string | undefined {
  const unit = code === null ? undefined : adminUnit(code);
  return unit && (language === 'vi' ? unit.nameVi : unit.nameEn);
}
