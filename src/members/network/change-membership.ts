import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  vietnamDate,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type MembershipState, membershipStates, nextMembershipStates } from './membership.ts';
import { membershipPolicy } from './network-policies.ts';
import { findMembership, updateMembership } from './network-store.ts';
import type { MembershipRow } from './network-tables.ts';

const membershipRecord: RecordKind<MembershipRow, 'membership.keep'> = {
  kind: 'membership',
  acts: personsOnly,
  find: (tx, id, { lock }) => findMembership(tx, id, lock ? 'for update' : undefined),
  can: canBy(membershipPolicy, ({ agency, state }) => ({ agency, state })),
  notFound: () => refuse('membership.not-found'),
  versionOf: ({ version }) => version,
  meanwhile: ({ state }) => ({ state }),
};

/**
 * Takes a member in, suspends it, takes it back or ends it. A member that has ended can be entered anew.
 * Refusals: those of an act on a record, `membership.not-found`, `membership.wrong-state`
 */
export function changeMembership(
  ctx: Ctx,
  input: { readonly membership: string; readonly version?: number | undefined; readonly state: string },
): Promise<Result<void>> {
  return actOnRecord(
    membershipRecord,
    ctx,
    'membership.keep',
    { id: input.membership, version: input.version },
    async (tx, row) => {
      const wanted = input.state as MembershipState;
      if (
        !(membershipStates as readonly string[]).includes(wanted) ||
        !nextMembershipStates(row.state).includes(wanted)
      )
        return refuse('membership.wrong-state');
      const today = vietnamDate(tx.now);
      await updateMembership(tx, row.id, {
        state: wanted,
        version: row.version + 1,
        // One that was to begin later ends on the day on which it would have begun.
        ended_on: wanted === 'ENDED' ? ([today, row.joined_on].toSorted().at(-1) ?? today) : null,
      });
      tx.audit({ action: 'membership.keep', object: { kind: 'membership', id: row.id }, codes: { state: wanted } });
      return ok();
    },
  );
}
