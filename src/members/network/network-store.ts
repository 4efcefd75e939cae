import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import { memberRoles } from './membership.ts';
import { membershipPolicy } from './network-policies.ts';
import type { AgreementRow, MembershipRow, NetworkDutyRow, NetworkTables } from './network-tables.ts';

const table = tablesOf<NetworkTables>();

/** Days as texts: a day is no instant. */
const memberColumns = sql`membership.*, joined_on::text as joined_on, ended_on::text as ended_on`;
const agreementColumns = sql`agreement.*, valid_from::text as valid_from, valid_to::text as valid_to, ended_on::text as ended_on`;
const dutyColumns = sql`network_duty.*, valid_from::text as valid_from, valid_to::text as valid_to`;

export const insertMembership = (tx: Tx, row: MembershipRow): Promise<void> =>
  table.insertRow(tx, 'members.membership', row);
export const updateMembership = (tx: Tx, id: string, set: Partial<MembershipRow>): Promise<number> =>
  table.updateRows(tx, 'members.membership', { id }, set);
export const insertAgreement = (tx: Tx, row: AgreementRow): Promise<void> =>
  table.insertRow(tx, 'members.agreement', row);
export const updateAgreement = (tx: Tx, id: string, set: Partial<AgreementRow>): Promise<number> =>
  table.updateRows(tx, 'members.agreement', { id }, set);
/** Of two plans of one member that come at once the later one stands, and not half of each. Until the transaction ends. */
export async function lockRoster(tx: Tx, agency: string): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`members.roster ${agency}`}, 0))`);
}
export const insertDuty = (tx: Tx, row: NetworkDutyRow): Promise<void> =>
  table.insertRow(tx, 'members.network_duty', row);
export const updateDuty = (tx: Tx, id: string, set: Partial<NetworkDutyRow>): Promise<number> =>
  table.updateRows(tx, 'members.network_duty', { id }, set);

const locked = (lock?: 'for update') => (lock ? sql`for update` : sql``);

export async function findMembership(tx: Tx, id: string, lock?: 'for update'): Promise<MembershipRow | undefined> {
  const found = await rows(
    tx,
    sql<MembershipRow>`select ${memberColumns} from members.membership where id = ${id}::uuid ${locked(lock)}`,
  );
  return found[0];
}

/** The membership of an agency that has not ended. */
export async function membershipOfAgency(tx: Tx, agency: string): Promise<MembershipRow | undefined> {
  const found = await rows(
    tx,
    sql<MembershipRow>`select ${memberColumns} from members.membership where agency = ${agency} and state <> 'ENDED'`,
  );
  return found[0];
}

/** Members that the reader oversees or is, those that have ended last. */
export function membershipRows(tx: Tx, states: readonly string[], kinds: readonly string[]): Promise<MembershipRow[]> {
  return rows(
    tx,
    sql<MembershipRow>`
      select ${memberColumns} from members.membership where ${membershipPolicy.filter(tx.actor, 'membership.read', tx.now, 'membership')}
        and (${states.length === 0} or state = any (${[...states]}::text[]))
        and (${kinds.length === 0} or kind = any (${[...kinds]}::text[]))
      order by state = 'ENDED', agency, id limit 1000`,
  );
}

export async function findAgreement(tx: Tx, id: string, lock?: 'for update'): Promise<AgreementRow | undefined> {
  const found = await rows(
    tx,
    sql<AgreementRow>`select ${agreementColumns} from members.agreement where id = ${id}::uuid ${locked(lock)}`,
  );
  return found[0];
}

/** All agreements of agencies, the newest first. */
export function agreementsOf(tx: Tx, agencies: readonly string[]): Promise<AgreementRow[]> {
  return rows(
    tx,
    sql<AgreementRow>`
      select ${agreementColumns} from members.agreement where agency = any (${[...agencies]}::text[])
      order by agreement.valid_from desc, id`,
  );
}

export async function findDuty(tx: Tx, id: string, lock?: 'for update'): Promise<NetworkDutyRow | undefined> {
  const found = await rows(
    tx,
    sql<NetworkDutyRow>`select ${dutyColumns} from members.network_duty where id = ${id}::uuid ${locked(lock)}`,
  );
  return found[0];
}

/** Who stands on the rosters of agencies and was not taken off; those of later days too. */
export function dutyOf(tx: Tx, agencies: readonly string[], day: string): Promise<NetworkDutyRow[]> {
  return rows(
    tx,
    sql<NetworkDutyRow>`
      select ${dutyColumns} from members.network_duty where agency = any (${[...agencies]}::text[]) and ended_at is null
        and (valid_to is null or network_duty.valid_to >= ${day}::date)
      order by network_duty.valid_from, from_minute, name, id`,
  );
}

/** How many people can sign in for each agency as a member. */
export function peopleOf(tx: Tx, agencies: readonly string[]): Promise<{ agency: string; people: number }[]> {
  return rows(
    tx,
    sql<{ agency: string; people: number }>`
      select held.agency, count(distinct held.person)::int as people from members.role_assignment as held
      join members.person as person on person.id = held.person and person.disabled_at is null
      where held.agency = any (${[...agencies]}::text[]) and held.role = any (${[...memberRoles]}::text[])
        and held.valid_from <= ${tx.now} and (held.valid_to is null or held.valid_to > ${tx.now})
      group by held.agency`,
  );
}

export interface MemberMachine {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  readonly scopes: string[];
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly last_seen_at: Date | null;
  readonly previous_until: Date | null;
}

/** Machines of agencies whose key works. */
export function machinesOf(tx: Tx, agencies: readonly string[]): Promise<MemberMachine[]> {
  return rows(
    tx,
    sql<MemberMachine>`
      select id, agency, name, scopes, valid_from, valid_to, last_seen_at, previous_until from members.machine_client
      where agency = any (${[...agencies]}::text[]) and kind = 'service' and revoked_at is null
        and (valid_to is null or valid_to > ${tx.now}) order by name, id`,
  );
}
