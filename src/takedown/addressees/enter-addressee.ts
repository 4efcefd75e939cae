import { type Ctx, newId, ok, type Result, readTextInput, vietnamDate } from '../../kernel/index.ts';
import { isDemonstrationPerson } from '../../members/index.ts';
import { onlinePlace } from '../../vocabulary/index.ts';
import { mayAs } from '../orders/may-as.ts';
import { refuse } from '../refusals.ts';
import { type ReachKind, type Rung, readReach, rungs } from './addressee.ts';
import { addresseeOfAgency, insertAddressee, insertReach } from './addressee-store.ts';

export interface EnterAddressee {
  readonly name: string;
  readonly kind: string;
  /** The member organisation that it is. */
  readonly agency?: string | undefined;
  readonly platform?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly deskFrom?: number | undefined;
  readonly deskTo?: number | undefined;
  readonly reach?: readonly { readonly kind: ReachKind; readonly value: string }[] | undefined;
}

const unusable = (field: string) => refuse('addressee.unusable', { field });

/**
 * Enters an organisation that can act on addresses. It can be sent nothing yet: a contact is entered and approved for that.
 * Refusals: `access.not-permitted`, `addressee.unusable`, `addressee.there-already`
 */
export async function enterAddressee(ctx: Ctx, input: EnterAddressee): Promise<Result<{ readonly id: string }>> {
  const may = await mayAs(ctx, 'addressee.enter');
  if (!may.ok) return may;
  const actor = may.value;
  const name = readTextInput(input.name, 'name', {
    most: 200,
    refusals: { empty: unusable('name'), 'too-long': unusable('name') },
  });
  if (!name.ok) return name;
  if (name.value.length < 2) return unusable('name');
  if (!(rungs as readonly string[]).includes(input.kind)) return unusable('kind');
  if (input.platform !== undefined && !onlinePlace.has(input.platform)) return unusable('platform');
  const hours = [input.deskFrom, input.deskTo];
  if (hours.some((one) => one !== undefined && (!Number.isInteger(one) || one < 0 || one > 1_439)))
    return unusable('deskFrom');
  if ((input.deskFrom === undefined) !== (input.deskTo === undefined)) return unusable('deskTo');
  const reach: { readonly kind: ReachKind; readonly value: string }[] = [];
  for (const one of input.reach ?? []) {
    const value = readReach(one.kind, one.value);
    if (value === undefined) return unusable('reach');
    reach.push({ kind: one.kind, value });
  }
  const kind = input.kind as Rung;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    const agency = input.agency ?? null;
    if (agency !== null && (await addresseeOfAgency(tx, agency, kind))) return refuse('addressee.there-already');
    const id = newId<'addressee'>(tx.now.getTime());
    await insertAddressee(tx, {
      id,
      name: name.value,
      kind,
      agency,
      platform: input.platform ?? null,
      languages: [...(input.languages ?? ['vi'])],
      desk_from: input.deskFrom ?? null,
      desk_to: input.deskTo ?? null,
      version: 1,
      is_demonstration: invented,
      entered_by: actor.person,
      entered_agency: actor.agency,
      entered_at: tx.now,
      ended_at: null,
    });
    await insertReach(
      tx,
      reach.map((one) => ({
        id: newId<'addressee-reach'>(tx.now.getTime()),
        addressee_id: id,
        ...one,
        valid_from: vietnamDate(tx.now),
        valid_to: null,
        state: 'HOLDS' as const,
        claimed_by: null,
        claimed_at: null,
        decided_by: null,
        decided_at: null,
      })),
    );
    tx.audit({ action: 'addressee.enter', object: { kind: 'addressee', id }, codes: { kind } });
    return ok({ id });
  });
}
