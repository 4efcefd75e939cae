import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { type BodyFault, findBodyFaults } from '../body-faults.ts';
import { houseContent } from '../house-content.ts';
import { formOf, type ItemForm, type ItemStage } from '../item.ts';
import { itemRecord } from '../item-record.ts';
import { versionOf } from '../item-store.ts';
import { drawScenario, type ScenarioDrawing } from '../scenario-drawing.ts';
import { voicedPartsOf, voicesIn } from '../voices/item-voices.ts';
import { type BodyForm, bodyForm, isFormTooLong } from './body-form.ts';
import { type SentForm, workingBody } from './working-body.ts';

/** An item in its form. */
export interface EditedItem extends BodyForm {
  readonly id: string;
  readonly slug: string;
  readonly form: ItemForm;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly stage: ItemStage;
  readonly number: number;
  /** For saving: which state of the item the form was opened from. */
  readonly version: number;
  /** The body as JSON where it is not the one that is kept: it rides in the form until it is saved. */
  readonly body: string | null;
  /** It has more parts than a form takes, and none stands in it: it is written as plain text. */
  readonly tooLong: boolean;
  readonly faults: readonly BodyFault[];
  /** Of a scenario. */
  readonly drawing: ScenarioDrawing | null;
}

/**
 * The form of an item; with `sent`, the form after what was typed and what a button asked. Nothing is kept before it is saved.
 * Refusals: those of an act on an item and of `workingBody`, `learning-item.form-full`
 */
export async function editItem(
  ctx: Ctx,
  { item, sent }: { readonly item: string; readonly sent?: SentForm | undefined },
): Promise<Result<EditedItem>> {
  return actOnRecord(itemRecord, ctx, 'learning-item.write', { id: item, readOnly: true }, async (tx, row) => {
    const head = await versionOf(tx, row.id, row.head);
    const house = houseContent();
    const working = workingBody(row.kind, head?.body, sent ?? {}, house);
    if (!working.ok) return working;
    const { value } = working;
    const form = bodyForm(value, house.lists);
    const tooLong = isFormTooLong(form);
    if (tooLong && sent !== undefined) return refuse('learning-item.form-full');
    const faults = findBodyFaults(value, house.lists, voicesIn(await voicedPartsOf(tx, value)));
    return ok({
      id: row.id,
      slug: row.slug,
      form: formOf(value),
      titleVi: value.body.title.vi,
      titleEn: value.body.title.en,
      stage: row.stage,
      number: row.head,
      version: row.version,
      body: sent === undefined ? null : JSON.stringify(value.body),
      faults,
      drawing: value.kind === 'SCENARIO' ? drawScenario(value.body, faults) : null,
      tooLong,
      parts: tooLong ? [] : form.parts,
    });
  });
}
