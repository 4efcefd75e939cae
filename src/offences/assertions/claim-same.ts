import { actAs, type Ctx, newId, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { type GivenGrade, readGrade, saidBy } from './assertion.ts';
import { claimsOf, findPersonSeen, insertClaim } from './assertion-store.ts';
import type { ClaimRow } from './assertion-tables.ts';
import { tieClaim } from './person-links.ts';

export const claims = ['SAME', 'DIFFERENT'] as const;
const CLAIM = systemActor('offences.claim-same');

/**
 * Says that two persons of interest are one, or are not: both of a file, or one of it and one of another that the actor has a part in too.
 * Nothing is merged, and what another says of the same two stands beside it. That they are one is a link between them, seen by who has a
 * part in the files of both. Refusals: those of an act on a file, `assertion.unusable`, `record.not-found`, `same-person-claim.there-already`
 */
export async function claimSame(
  ctx: Ctx,
  input: OnFile & GivenGrade & { readonly one: string; readonly other: string; readonly says: string },
): Promise<Result<{ readonly id: string }>> {
  const graded = readGrade(input);
  if (!graded.ok) return graded;
  const says = claims.find((one) => one === input.says);
  if (says === undefined) return refuse('assertion.unusable', { field: 'says' });
  const [one, other] = [input.one, input.other].map((text) => parseId<'person-of-interest'>(text)).toSorted();
  if (one === undefined || other === undefined) return refuseRequest('record.not-found');
  if (one === other) return refuse('assertion.unusable', { field: 'other' });
  return fileAct(ctx, 'offence-file.assert', { file: input.file }, async (tx, file, actor) => {
    const both = [await findPersonSeen(tx, one), await findPersonSeen(tx, other)];
    if (both.some((person) => !person || person.taken_back_at !== null)) return refuseRequest('record.not-found');
    if (both.every((person) => person?.file_id !== file.id)) return refuseRequest('record.not-found');
    const own = (await claimsOf(tx, file.id)).find(
      (said) =>
        said.one_id === one && said.other_id === other && said.said_by === actor.person && said.taken_back_at === null,
    );
    if (own) return refuse('same-person-claim.there-already');
    const id = newId<'same-person-claim'>(tx.now.getTime());
    const claim: ClaimRow = {
      id,
      file_id: file.id,
      one_id: one,
      other_id: other,
      says,
      ...graded.value,
      ...saidBy(actor, tx.now),
    };
    await insertClaim(tx, claim);
    await actAs(tx, CLAIM, (platform) => tieClaim(ctx.kernel, platform, claim));
    await insertEvent(tx, file.id, 'persons-compared', { says });
    tx.audit({ ...auditOf(file, 'offence-file.assert'), codes: { kind: 'claim', says } });
    return ok({ id });
  });
}
