import { actAs, type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { takeBackReason } from './assertion-lists.ts';
import { type AssertionKind, assertionKinds, findAssertion, takeBackRows } from './assertion-store.ts';
import { untie } from './person-links.ts';

const FALL = systemActor('offences.take-back');

/**
 * Takes back what somebody said of a file: their own unit, or the lead. It stays in the file as taken back, and what rests on it goes
 * with it: the comparisons of a person who is taken back, and what the graph shows of a person or a comparison.
 * Refusals: those of an act on a file, `assertion.unusable`, `record.not-found`, `offence-file.not-lead`
 */
export async function takeBack(
  ctx: Ctx,
  input: OnFile & { readonly kind: string; readonly id: string; readonly reason: string },
): Promise<Result<void>> {
  const kind = assertionKinds.find((one) => one === input.kind);
  if (kind === undefined) return refuse('assertion.unusable', { field: 'kind' });
  if (!takeBackReason.has(input.reason)) return refuse('assertion.unusable', { field: 'reason' });
  return fileAct(ctx, actOf(kind), { file: input.file }, async (tx, file, actor) => {
    const id = parseId<'assertion'>(input.id);
    const said = id && (await findAssertion(tx, kind, file.id, id));
    if (!said || said.taken_back_at !== null) return refuseRequest('record.not-found');
    if (said.agency !== actor.agency && file.lead_agency !== actor.agency) return refuse('offence-file.not-lead');
    const why = { reason: input.reason, by: actor.person };
    await takeBackRows(tx, kind, { id: said.id }, why);
    // Also comparisons that were said in another file: whoever takes the person back may not see that one.
    if (kind === 'person')
      await actAs(tx, FALL, async (platform) => {
        for (const side of ['one_id', 'other_id']) await takeBackRows(platform, 'claim', { [side]: said.id }, why);
      });
    // The links of the graph that say the same, and all that rests on them.
    if (kind === 'person' || kind === 'claim')
      await actAs(tx, FALL, (platform) => untie(platform, kind, said.id, actor.person));
    await insertEvent(tx, file.id, 'taken-back', { kind, reason: input.reason });
    tx.audit({ ...auditOf(file, actOf(kind)), codes: { kind, reason: input.reason } });
    return ok();
  });
}

const actOf = (kind: AssertionKind) => (kind === 'outcome' ? 'offence-file.decide' : 'offence-file.assert');
