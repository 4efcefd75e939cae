import { type Ctx, newId, ok, type Result, type Tx } from '../../kernel/index.ts';
import { spendExposure } from '../../work/index.ts';
import type { ItemState } from '../items/item.ts';
import { auditOf, enteredBy, itemAct } from '../items/item-record.ts';
import { moveItem } from '../items/item-store.ts';
import { refuse } from '../refusals.ts';
import type { ItemRow } from '../tables.ts';
import { agreementOf, type Grade, type GradeStage, wrongField } from './grade.ts';
import { gradesOf, hasGraded, insertGrade, unsealGrades } from './grade-store.ts';

export interface GiveGrade extends Grade {
  readonly item: string;
}

/**
 * Gives one of the two blind grades. The grader did not see the other one and learns nothing of it from the answer, but the
 * state when the second grade decides. Refusals: those of an act on an item, `content-grade.incomplete`,
 * `content-item.already-graded`, `content-item.own-proposal`, `exposure.*`
 */
export async function giveGrade(ctx: Ctx, input: GiveGrade): Promise<Result<{ state: ItemState }>> {
  const wrong = wrongField(input);
  if (wrong) return refuse('content-grade.incomplete', { field: wrong });
  return itemAct(ctx, 'content-item.grade', { item: input.item }, async (tx, item, { person }) => {
    if (await enteredBy(tx, item.id, person)) return refuse('content-item.own-proposal');
    const written = await write(ctx, tx, item, input, 'blind');
    if (!written.ok) return written;
    const given = (await gradesOf(tx, item.id)).filter(({ stage }) => stage === 'blind');
    if (given.length > 2) return refuse('content-item.wrong-state', { facts: { state: item.state } });
    const other = given.find(({ grader }) => grader !== person);
    if (other === undefined) return finish(tx, item, 'first-grade', {});
    const { nationalClass, notIllegalReason } = input;
    const outcome = agreementOf(other.national_class, nationalClass);
    return finish(
      tx,
      item,
      outcome,
      outcome === 'disputed' ? {} : decided(outcome, nationalClass, notIllegalReason, tx.now),
    );
  });
}

/** Decides between two grades that differ. Whoever does has given neither. Refusals: as of `giveGrade` */
export async function settleGrade(ctx: Ctx, input: GiveGrade): Promise<Result<{ state: ItemState }>> {
  const wrong = wrongField(input);
  if (wrong) return refuse('content-grade.incomplete', { field: wrong });
  return itemAct(ctx, 'content-item.settle', { item: input.item }, async (tx, item, { person }) => {
    if (await enteredBy(tx, item.id, person)) return refuse('content-item.own-proposal');
    if (await hasGraded(tx, item.id, person)) return refuse('content-item.already-graded');
    const written = await write(ctx, tx, item, input, 'third');
    if (!written.ok) return written;
    const outcome = input.nationalClass === 'N0' ? 'not-illegal' : 'verified';
    return finish(tx, item, outcome, decided(outcome, input.nationalClass, input.notIllegalReason, tx.now));
  });
}

type Outcome = 'first-grade' | 'verified' | 'not-illegal' | 'disputed';

const decided = (outcome: Outcome, nationalClass: string, reason: string | null, now: Date) => ({
  national_class: nationalClass,
  not_illegal_reason: outcome === 'not-illegal' ? reason : null,
  graded_at: now,
});

async function write(ctx: Ctx, tx: Tx, item: ItemRow, grade: Grade, stage: GradeStage): Promise<Result<void>> {
  if (tx.actor.kind !== 'person') return refuse('content-item.not-found');
  const spent = await spendExposure(ctx, tx, item.id, 'close');
  if (!spent.ok) return spent;
  const first = await insertGrade(tx, {
    id: newId<'grade'>(tx.now.getTime()),
    item_id: item.id,
    grader: tx.actor.person,
    agency: tx.actor.agency,
    stage,
    national_class: grade.nationalClass,
    inhope: grade.inhope,
    industry: grade.industry,
    depiction: grade.depiction,
    age_group: grade.ageGroup,
    not_illegal_reason: grade.notIllegalReason,
    given_at: tx.now,
    sealed: true,
  });
  return first ? ok() : refuse('content-item.already-graded');
}

async function finish(
  tx: Tx,
  item: ItemRow,
  outcome: Outcome,
  set: Parameters<typeof moveItem>[3],
): Promise<Result<{ state: ItemState }>> {
  const state = await moveItem(tx, item, outcome, set);
  if (state === undefined) return refuse('content-item.wrong-state', { facts: { state: item.state } });
  if (state === 'VERIFIED' || state === 'NOT_ILLEGAL') {
    await unsealGrades(tx, item.id);
    await tx.enqueue(
      'takedown.tell-origins',
      { item: item.id, state },
      { key: `takedown.tell-origins:${item.id}:${state}` },
    );
  }
  tx.audit({
    ...auditOf(item, item.state === 'DISPUTED' ? 'content-item.settle' : 'content-item.grade'),
    codes: { state },
  });
  return ok({ state });
}
