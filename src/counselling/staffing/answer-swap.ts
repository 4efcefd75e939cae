import { actOnRecord, type Ctx, type OnRecord, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type Assignment, brokenRules } from './roster.pure.ts';
import { rosterInput } from './roster-input.ts';
import {
  addAssignment,
  assignmentsOf,
  findRoster,
  lockDesk,
  onCallOfRoster,
  removeAssignment,
  type Swap,
  settleSwap,
} from './roster-store.ts';
import { swapRecord } from './staffing-act.ts';

/**
 * The colleague's answer. With yes the shifts change hands, if no hard rule is broken by it.
 * Refusals: those of an act on a record, `swap.over`, `swap.no-shift`, `swap.breaks-rule` (facts: `rule`)
 */
export function answerSwap(ctx: Ctx, input: OnRecord & { readonly yes: boolean }): Promise<Result<void>> {
  return actOnRecord(swapRecord, ctx, 'swap.answer', input, async (tx, swap) => {
    if (swap.state !== 'ASKED') return refuse('swap.over');
    if (input.yes) {
      const changed = await exchange(tx, swap);
      if (!changed.ok) return changed;
    }
    await settleSwap(tx, swap, input.yes ? 'DONE' : 'DECLINED');
    tx.audit({ action: 'swap.answer', object: { kind: 'shift-swap', id: swap.id }, codes: { yes: input.yes } });
    return ok();
  });
}

/** Takes an own question back. Refusals: those of an act on a record, `swap.over` */
export function withdrawSwap(ctx: Ctx, on: OnRecord): Promise<Result<void>> {
  return actOnRecord(swapRecord, ctx, 'swap.ask', on, async (tx, swap) => {
    if (swap.state !== 'ASKED') return refuse('swap.over');
    await settleSwap(tx, swap, 'WITHDRAWN');
    tx.audit({ action: 'swap.withdraw', object: { kind: 'shift-swap', id: swap.id } });
    return ok();
  });
}

async function exchange(tx: Tx, swap: Swap): Promise<Result<void>> {
  await lockDesk(tx, swap.desk);
  const roster = await findRoster(tx, swap.roster, true);
  if (roster?.state !== 'PUBLISHED') return refuse('swap.over');
  const before = await assignmentsOf(tx, roster.id);
  const of = (person: string, day: string) => before.find((one) => one.person === person && one.day === day);
  const given = of(swap.asker, swap.askerDay);
  const taken = swap.askedDay === null ? undefined : of(swap.asked, swap.askedDay);
  // Leave or another swap has come between.
  if (!given || (swap.askedDay !== null && !taken)) return refuse('swap.no-shift');
  const gone = new Set<Assignment | undefined>([given, taken]);
  const come = [{ ...given, person: swap.asked }, ...(taken ? [{ ...taken, person: swap.asker }] : [])];
  const after = [...before.filter((one) => !gone.has(one)), ...come];
  const both = new Set([swap.asker, swap.asked]);
  const onCall = await onCallOfRoster(tx, roster.id);
  const [broken] = brokenRules(await rosterInput(tx, roster), { assignments: after, onCall }).filter(({ person }) =>
    both.has(person),
  );
  if (broken) return refuse('swap.breaks-rule', { facts: { rule: broken.rule } });
  for (const one of gone) if (one) await removeAssignment(tx, roster.id, one);
  for (const one of come) await addAssignment(tx, roster.id, one);
  return ok();
}
