import { actAs, type Ctx, DAY, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { agenciesWithFunction, postNotices } from '../../members/index.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { policeRoles } from '../files/tell-file.ts';
import { readWritten, type WrittenIdentifier } from '../identifiers/add-identifier.ts';
import { marksOf } from '../identifiers/identifier-marks.ts';
import { findIdentifier } from '../identifiers/identifier-store.ts';
import { refuse } from '../refusals.ts';
import { deconflictionPurpose } from './deconfliction-lists.ts';
import { insertLock, insertQuestion, lastLifted, lockOf, questionsSince } from './deconfliction-store.ts';
import { tellHolders } from './tell-holders.ts';

/** Questions of one person within so many days, after which they ask nothing more until somebody has looked at it. */
export const QUESTIONS_MOST = 100;
const WITHIN = 30 * DAY;
const ASK = systemActor('offences.ask-deconfliction');
const LOCK = 'deconfliction-lock';

/**
 * Asks whether another unit's file holds an identifier, for a file and a purpose. The answer says only that the question was put: where there
 * is one, both units find a pointer to each other. Whoever asks a hundred times is locked, and their unit and the coordinators are told.
 * Refusals: those of an act on a file, `identifier.unusable`, `deconfliction.purpose-missing`, `deconfliction.locked`
 */
export async function askDeconfliction(
  ctx: Ctx,
  input: WrittenIdentifier & { readonly file: string; readonly purpose: string },
): Promise<Result<{ readonly asked: true }>> {
  const form = readWritten(input);
  if (!form.ok) return form;
  if (!deconflictionPurpose.has(input.purpose)) return refuse('deconfliction.purpose-missing', { field: 'purpose' });
  const coordinators = (await agenciesWithFunction(ctx, 'COORDINATE_OFFENCES')).map(({ code }) => code);
  return fileAct(ctx, 'offence-file.describe', { file: input.file }, async (tx, file, actor) => {
    const { id, blind } = await marksOf(ctx.kernel, form.value);
    const asked = await actAs(tx, ASK, async (platform): Promise<Result<{ asked: true }>> => {
      if (await lockOf(platform, actor.person)) return refuse('deconfliction.locked');
      const identifier = await findIdentifier(platform, id);
      const found =
        identifier === undefined
          ? 0
          : await tellHolders(platform, { identifier, file: file.id, agency: file.lead_agency, asked: true });
      await insertQuestion(platform, {
        id: newId<'deconfliction-question'>(tx.now.getTime()),
        person: actor.person,
        agency: actor.agency,
        file: file.id,
        purpose: input.purpose,
        kind: form.value.kind,
        blind,
        found: found > 0,
      });
      await lockWhoGuesses(platform, actor, coordinators);
      return ok({ asked: true });
    });
    if (!asked.ok) return asked;
    tx.audit({
      ...auditOf(file, 'offence-file.describe'),
      action: 'deconfliction.ask',
      codes: { identifier: id, kind: form.value.kind, purpose: input.purpose },
    });
    return asked;
  });
}

async function lockWhoGuesses(
  platform: Tx,
  actor: { readonly person: string; readonly agency: string },
  coordinators: readonly string[],
): Promise<void> {
  const since = new Date(platform.now.getTime() - WITHIN);
  const lifted = await lastLifted(platform, actor.person);
  const questions = await questionsSince(platform, actor.person, lifted && lifted > since ? lifted : since);
  if (questions < QUESTIONS_MOST) return;
  const id = newId<'deconfliction-lock'>(platform.now.getTime());
  await insertLock(platform, {
    id,
    person: actor.person,
    agency: actor.agency,
    at: platform.now,
    questions,
    lifted_at: null,
    lifted_by: null,
  });
  const notice = { kind: 'deconfliction.locked', object: { kind: LOCK, id }, facts: { questions } };
  await postNotices(
    platform,
    [...new Set([actor.agency, ...coordinators])].map((agency) => ({
      ...notice,
      to: { roles: [...policeRoles], agency },
    })),
  );
}
