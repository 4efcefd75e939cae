import { actorName, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import {
  addToList,
  listByCode,
  putRight,
  recordMemberChange,
  removeFromList,
  rightRows,
} from '../entries/register-store.ts';
import { isAgency, NAME } from '../entries/well-formed.ts';
import { refuse } from '../refusals.ts';
import type { MemberRight } from './bank-view.ts';

/** What a member's machines may do; a key's own scopes can only narrow this. */
export const memberScopes = ['hash.match', 'hash.read', 'hash.submit', 'hash.feedback', 'hash.manage'] as const;

export interface SetMemberRights {
  readonly agency: string;
  readonly displayName: string;
  readonly scopes: readonly (typeof memberScopes)[number][];
  /** Hashes that the member may ask for in a day of Viet Nam. */
  readonly dailyMatches: number;
  readonly enabled: boolean;
  /** Codes of all lists that the member reads; those not named are left. */
  readonly lists: readonly string[];
}

/** Sets a member's rights and lists. A list that is left becomes tombstones for that member, one that is joined becomes additions. */
export async function setMemberRights(ctx: Ctx, input: SetMemberRights): Promise<Result<MemberRight>> {
  if (!isAgency(input.agency)) return refuse('field.malformed', { field: 'agency' });
  const displayName = readTextInput(input.displayName, 'displayName', NAME);
  if (!displayName.ok) return displayName;
  return ctx.transaction(async (tx) => {
    const by = actorName(tx.actor);
    const before = (await rightRows(tx, input.agency))[0];
    await putRight(tx, { ...input, displayName: displayName.value, by });
    const held = new Set(before?.lists ?? []);
    const wanted = new Set(input.lists);
    for (const code of [...held, ...wanted].sort()) {
      if (held.has(code) === wanted.has(code)) continue;
      const list = await listByCode(tx, code);
      if (!list) return refuse('list.not-found', { field: 'lists' });
      // Before a membership comes and after it has gone, so that what other lists of the member hold is left out.
      if (wanted.has(code)) {
        await recordMemberChange(tx, input.agency, list.id, true);
        await addToList(tx, list.id, input.agency, by);
      } else {
        await removeFromList(tx, list.id, input.agency);
        await recordMemberChange(tx, input.agency, list.id, false);
      }
    }
    tx.audit({
      action: 'hash-member.manage',
      object: { kind: 'hash-member', id: input.agency },
      codes: { enabled: input.enabled, scopes: input.scopes.join(' '), lists: input.lists.join(' ') },
    });
    return ok((await rightRows(tx, input.agency))[0] as MemberRight);
  });
}
