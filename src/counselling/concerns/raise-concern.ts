import { type Ctx, newId, ok, parseId, type Result, readTextInput, refuseRequest } from '../../kernel/index.ts';
import { findColleagues, postNotice } from '../../members/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { refuse } from '../refusals.ts';
import { CONCERN_TEXT, type ConcernKind, type ConcernRow, concernKinds } from './concern.ts';
import { concernPolicy } from './concern-policies.ts';
import { concernKey, newConcernKey, sealConcern } from './concern-sealing.ts';
import { insertConcern } from './concern-store.ts';

export interface RaiseConcern {
  readonly kind: ConcernKind;
  /** A colleague; absent where it is about nobody, or the author does not say. */
  readonly about?: string | undefined;
  readonly text: string;
}

/**
 * A colleague says in confidence that something is wrong. It goes past every supervisor to the data protection officer of the agency,
 * or to its auditor where it is about that officer or there is none, and never to whom it is about.
 * Refusals: `concern.nobody-to-read`, `contact.reason-unknown`, those of a text
 */
export async function raiseConcern(ctx: Ctx, input: RaiseConcern): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  const organisation = HELPLINE.agency;
  const at = { desk_code: HELPLINE.desk, organisation, about: null, reader_role: 'dpo' as const };
  if (actor.kind !== 'person' || !concernPolicy.can(actor, 'concern.raise', { ...at, author: actor.person }, ctx.now))
    return refuseRequest('access.not-permitted');
  if (!concernKinds.includes(input.kind)) return refuse('contact.reason-unknown', { field: 'kind' });
  const about = input.about === undefined ? null : parseId<'person'>(input.about);
  if (about === undefined || about === actor.person) return refuseRequest('request.invalid', { field: 'about' });
  const text = readTextInput(input.text, 'text', CONCERN_TEXT);
  if (!text.ok) return text;
  const role = await readerRole(ctx, [actor.person, ...(about === null ? [] : [about])]);
  if (!role.ok) return role;
  const id = newId<'concern'>(ctx.now.getTime());
  const sealed_key = await newConcernKey(ctx, id);
  const key = await concernKey(ctx, { id, sealed_key });
  return ctx.transaction(async (tx) => {
    const row: ConcernRow = {
      ...at,
      id,
      author: actor.person,
      about,
      reader_role: role.value,
      kind: input.kind,
      raised_at: tx.now,
      sealed_key,
      sealed: sealConcern(key, 'said', text.value),
      answered_by: null,
      answered_at: null,
      answer: null,
      version: 1,
    };
    await insertConcern(tx, row);
    // Neither the audit nor the notice says about whom it is.
    tx.audit({ action: 'concern.raise', object: { kind: 'concern', id }, organisation });
    await postNotice(
      tx,
      { roles: [role.value], agency: organisation },
      { kind: 'concern.raised', object: { kind: 'concern', id }, facts: {} },
    );
    return ok({ id });
  });
}

/** The office that reads it: the first in which somebody works who is neither whom it is about nor the author. */
async function readerRole(ctx: Ctx, but: readonly string[]): Promise<Result<'dpo' | 'auditor'>> {
  for (const role of ['dpo', 'auditor'] as const) {
    const found = await findColleagues(ctx, { roles: [role] });
    if (!found.ok) return found;
    // One who is in it themselves would hear of it by the notice: the whole office is passed over.
    if (found.value.length > 0 && !found.value.some(({ id }) => but.includes(id))) return ok(role);
  }
  return refuse('concern.nobody-to-read');
}
