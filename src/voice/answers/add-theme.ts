import { actOnRecord, type Ctx, newId, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { TITLE } from '../consultations/consultation.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { insertTheme, themesOf } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';

/** As many as are answered one by one. */
const THEMES_MOST = 20;

/**
 * Adds a theme under which ideas are gathered and answered. People make themes; nothing is gathered by a machine alone.
 * Refusals: those of an act on a record and of a text, `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`
 */
export function addTheme(
  ctx: Ctx,
  input: { readonly consultation: string; readonly titleVi: string; readonly titleEn: string },
): Promise<Result<{ readonly id: string }>> {
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.add-theme',
    { id: input.consultation },
    async (tx, row, actor): Promise<Result<{ id: string }>> => {
      const titleVi = readTextInput(input.titleVi, 'titleVi', TITLE);
      if (!titleVi.ok) return titleVi;
      const titleEn = readTextInput(input.titleEn, 'titleEn', TITLE);
      if (!titleEn.ok) return titleEn;
      const themes = await themesOf(tx, row.id);
      if (themes.length >= THEMES_MOST)
        return refuse('consultation.unusable', { field: 'titleVi', facts: { limit: THEMES_MOST } });
      const id = newId<'theme'>(tx.now.getTime());
      await insertTheme(tx, {
        id,
        consultation_id: row.id,
        number: themes.length + 1,
        title_vi: titleVi.value,
        title_en: titleEn.value,
        made_by: actor.person,
        made_at: tx.now,
      });
      tx.audit({ action: 'consultation.add-theme', object: { kind: CONSULTATION, id: row.id } });
      return ok({ id });
    },
  );
}
