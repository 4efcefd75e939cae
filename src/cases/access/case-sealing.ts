import { type Ctx, type DataKey, SealedRecord, type Tx } from '../../kernel/index.ts';
import { putIdentityKeys } from '../forms/form-store.ts';
import type { SealedClass } from './case-access.ts';
import type { ChildFacts } from './identity-facts.ts';
import { identityKeys } from './identity-index.ts';

/** The sealed texts of a case that belong to no form, and the keys of the whole case. */
export const caseRecord = new SealedRecord<SealedClass>({
  objectKind: 'case',
  table: 'cases.sealed_part',
  idColumn: 'case_id',
});

/** Where the facts about the child stand, in the class identity. */
export const CHILD_PART = 'child';

/** Who the child is, as the case knows it; undefined where nothing is known. @param key of the class identity */
export async function readChild(tx: Tx, key: DataKey): Promise<ChildFacts | undefined> {
  const known = await caseRecord.read(tx, key, CHILD_PART);
  return known === undefined ? undefined : (JSON.parse(known) as ChildFacts);
}

/** Keeps who the child is, sealed, and the keyed hashes by which the same child is found elsewhere. @param key of the class identity */
export async function keepChild(ctx: Ctx, tx: Tx, key: DataKey, facts: ChildFacts): Promise<void> {
  await caseRecord.put(tx, key, CHILD_PART, JSON.stringify(facts));
  await putIdentityKeys(tx, key.scope.objectId, await identityKeys(ctx.kernel.vault, facts));
}
