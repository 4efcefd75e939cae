import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { caseRecord, keepChild, readChild } from '../access/case-sealing.ts';
import { birthYearOf, type ChildFacts } from '../access/identity-facts.ts';
import { refuse } from '../refusals.ts';
import { auditOf, caseAct, type OnSeenCase } from './case-act.ts';
import { insertEvent, updateCase } from './case-store.ts';
import { type AgeFacts, bandOn } from './child-age.ts';

export type AgeAct =
  | { readonly act: 'dispute' }
  /** What the age assessment or a document has found; ends the dispute. */
  | {
      readonly act: 'settle';
      readonly age: Exclude<AgeFacts, { kind: 'unknown' }>;
      readonly evidence: 'BIRTH_CERTIFICATE' | 'OTHER_DOCUMENT' | 'AGE_ASSESSMENT' | 'TESTIMONY';
    };

/**
 * The route of a disputed age: while it is disputed the person counts as a child for every protection, and both the child and a
 * representative are asked for consent; settling it writes the new facts, sealed, with the kind of evidence.
 */
export async function disputeAge(
  ctx: Ctx,
  input: OnSeenCase & AgeAct,
): Promise<Result<{ version: number; ageBand: string }>> {
  return caseAct(ctx, 'case.work', input, async (tx, row, person) => {
    if (input.act === 'dispute') {
      await insertEvent(tx, row.id, 'age-disputed');
      await updateCase(tx, row, { age_disputed: true });
      tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'dispute-age' } });
      return ok({ version: row.version + 1, ageBand: row.age_band });
    }
    const key = await caseRecord.openKey(ctx, tx, row.id, 'identity', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const known = await readChild(tx, key);
    const ageBand = bandOn(input.age, vietnamDate(ctx.now));
    const birthYear = birthYearOf(input.age);
    const facts: ChildFacts = { ...known, age: input.age, ...(birthYear === undefined ? {} : { birthYear }) };
    await keepChild(ctx, tx, key, facts);
    await insertEvent(tx, row.id, 'age-settled', { codes: { evidence: input.evidence } });
    await updateCase(tx, row, { age_disputed: false, age_band: ageBand });
    tx.audit({
      ...auditOf(row),
      action: 'case.work',
      fieldClasses: ['identity'],
      codes: { act: 'settle-age', evidence: input.evidence },
    });
    return ok({ version: row.version + 1, ageBand });
  });
}
