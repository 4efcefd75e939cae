import { actAs, systemActor, type Tx, vietnamDate } from '../../kernel/index.ts';
import { type AgreementScope, agreementHolds } from './membership.ts';
import { agreementsOf, membershipOfAgency } from './network-store.ts';

/**
 * Whether an organisation is an active member of the network whose agreement covers this on the day. Orders by law ask nobody's
 * agreement; what a member gets beyond them does.
 */
export async function hasAgreement(tx: Tx, agency: string, scope: AgreementScope): Promise<boolean> {
  return actAs(tx, systemActor('members.network'), async (system) => {
    if ((await membershipOfAgency(system, agency))?.state !== 'ACTIVE') return false;
    const today = vietnamDate(tx.now);
    return (await agreementsOf(system, [agency])).some(
      (one) =>
        one.covers.includes(scope) &&
        agreementHolds({ validFrom: one.valid_from, validTo: one.valid_to, endedOn: one.ended_on }, today),
    );
  });
}

/** Whether an organisation is an active member of the network, whatever its agreement covers. */
export async function isActiveMember(tx: Tx, agency: string): Promise<boolean> {
  return actAs(
    tx,
    systemActor('members.network'),
    async (system) => (await membershipOfAgency(system, agency))?.state === 'ACTIVE',
  );
}
