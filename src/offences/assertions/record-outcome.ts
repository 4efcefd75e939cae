import {
  type Ctx,
  isDate,
  newId,
  ok,
  parseId,
  type Result,
  readOptionalText,
  refuseRequest,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { holdsMedia } from '../../takedown/index.ts';
import { offence } from '../../vocabulary/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import { saidBy } from './assertion.ts';
import { childMeasure, outcomeKind, sentenceKind } from './assertion-lists.ts';
import { findPerson, insertOutcome } from './assertion-store.ts';

export const OUTCOME_DOCUMENT: TextRule = { most: 120 };
export const OUTCOME_NOTE: TextRule = { most: 1_000, lines: true };
const MONTHS_MOST = 1_200;
const AMOUNT_MOST = 1_000_000_000_000;

/** What is sealed of an outcome. */
export interface OutcomeSecrets {
  readonly document: string | null;
  readonly note: string | null;
}

export interface RecordOutcome extends OnFile {
  readonly kind: string;
  /** `yyyy-mm-dd` */
  readonly decidedOn: string;
  readonly article?: string | undefined;
  /** The person of interest whom it is about. */
  readonly person?: string | undefined;
  readonly sentence?: string | undefined;
  readonly months?: number | undefined;
  /** In đồng. */
  readonly amount?: number | undefined;
  readonly suspended?: boolean | undefined;
  /** Measures for the child. */
  readonly measures?: readonly string[] | undefined;
  /** Number of the document. */
  readonly document?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * Writes down what was decided, by the unit or by another body, and for the child. It moves no stage.
 * Refusals: those of an act on a file, `outcome.unusable`, `offence-file.day-unusable`, `offence-file.holds-media`, `record.not-found`, `text.*`
 */
export async function recordOutcome(ctx: Ctx, input: RecordOutcome): Promise<Result<{ readonly id: string }>> {
  const read = readOutcome(input, vietnamDate(ctx.now));
  if (!read.ok) return read;
  const { secrets, person, ...codes } = read.value;
  return fileAct(ctx, 'offence-file.decide', { file: input.file }, async (tx, file, actor) => {
    const about = person === null ? undefined : parseId<'person-of-interest'>(person);
    if (person !== null && !(about && (await findPerson(tx, file.id, about)))) return refuseRequest('record.not-found');
    const id = newId<'offence-outcome'>(tx.now.getTime());
    await insertOutcome(tx, {
      id,
      file_id: file.id,
      ...codes,
      person_id: about ?? null,
      sealed: secrets && (await sealJson(ctx.kernel, 'offence_outcome', id, secrets)),
      ...saidBy(actor, tx.now),
    });
    await insertEvent(tx, file.id, 'outcome-recorded', { kind: codes.kind });
    tx.audit({ ...auditOf(file, 'offence-file.decide'), codes: { kind: codes.kind } });
    return ok({ id });
  });
}

function readOutcome(input: RecordOutcome, today: string) {
  const unusable = (field: string) => refuse('outcome.unusable', { field });
  if (!outcomeKind.has(input.kind)) return unusable('kind');
  if (!isDate(input.decidedOn) || input.decidedOn > today)
    return refuse('offence-file.day-unusable', { field: 'decidedOn' });
  const { article = null, sentence = null, months = null, amount = null, measures = [], suspended = false } = input;
  if (article !== null && !offence.has(article)) return unusable('article');
  const form = sentence !== null && sentenceKind.has(sentence) ? sentenceKind.get(sentence) : undefined;
  if ((sentence !== null && !form) || (form && !outcomeKind.get(input.kind).sentences)) return unusable('sentence');
  if ((months !== null) !== (form?.months ?? false)) return unusable('months');
  if (months !== null && (!Number.isInteger(months) || months < 1 || months > MONTHS_MOST)) return unusable('months');
  if (amount !== null && (!form?.amount || !Number.isInteger(amount) || amount < 1 || amount > AMOUNT_MOST))
    return unusable('amount');
  // Only a term of prison is suspended.
  if (suspended && sentence !== 'PRISON') return unusable('suspended');
  const chosen = [...new Set(measures)];
  if (!chosen.every((one) => childMeasure.has(one))) return unusable('measures');
  if (input.kind === 'CHILD_PROTECTED' && chosen.length === 0) return unusable('measures');
  const document = readOptionalText(input.document, 'document', OUTCOME_DOCUMENT);
  if (!document.ok) return document;
  const note = readOptionalText(input.note, 'note', OUTCOME_NOTE);
  if (!note.ok) return note;
  if (holdsMedia(`${document.value ?? ''} ${note.value ?? ''}`))
    return refuse('offence-file.holds-media', { field: 'note' });
  const written = document.value !== undefined || note.value !== undefined;
  return ok({
    kind: input.kind,
    decided_on: input.decidedOn,
    article,
    person: input.person ?? null,
    sentence,
    months,
    amount: amount === null ? null : String(amount),
    suspended,
    measures: chosen,
    secrets: written ? ({ document: document.value ?? null, note: note.value ?? null } satisfies OutcomeSecrets) : null,
  });
}
