import { sql } from 'kysely';
import {
  type Actor,
  type Assignment,
  actAs,
  type FieldClass,
  systemActor,
  type Tx,
  tablesOf,
  vietnamDate,
} from '../../kernel/index.ts';
import { holderFacts } from '../agencies/agency-store.ts';
import type { HolderFacts } from '../people/effective-roles.ts';
import { sessionPolicy } from '../policies.ts';
import { SESSION_LIMITS } from './session.ts';

interface SessionRow {
  id: string;
  token_hash: Buffer;
  person: string;
  agency: string;
  device: string;
  method: 'password' | 'recovery-code' | 'passkey' | 'federated';
  purpose: string;
  opened_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  stepped_up_until: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
}
interface Tables {
  'members.session': SessionRow;
}

const table = tablesOf<Tables>();

export type SignInMethod = SessionRow['method'];

export async function insertSession(
  tx: Tx,
  session: {
    id: string;
    tokenHash: Buffer;
    person: string;
    agency: string;
    device: string;
    method: SignInMethod;
    purpose: string;
    expiresAt: Date;
  },
): Promise<void> {
  await table.insertRow(tx, 'members.session', {
    id: session.id,
    token_hash: session.tokenHash,
    person: session.person,
    agency: session.agency,
    device: session.device,
    method: session.method,
    purpose: session.purpose,
    opened_at: tx.now,
    last_seen_at: tx.now,
    expires_at: session.expiresAt,
    stepped_up_until: null,
    ended_at: null,
    ended_by: null,
  });
}

export interface LiveSession {
  readonly session: string;
  readonly person: string;
  readonly name: string;
  readonly agency: string;
  readonly purpose: string;
  readonly lastSeenAt: Date;
  readonly steppedUpUntil: Date | null;
  readonly holder: HolderFacts;
  /** As they were given; `effectiveAssignments` says which of them give something. */
  readonly assignments: readonly Assignment[];
  readonly grants: readonly {
    subjectKind: 'person' | 'desk' | 'agency';
    subject: string;
    objectKind: string;
    objectId: string;
    fieldClasses: FieldClass[];
    purpose: string;
    origin: string;
    until: string;
  }[];
}

/** The session of a token with the person, the roles given at its agency, what the agency is, and the grants that could reach the person, in one query. */
export async function liveSession(tx: Tx, tokenHash: Buffer): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`
    with live as (
      select session.id, session.person, person.name, session.agency, session.purpose, session.last_seen_at, session.stepped_up_until
      from members.session
      join members.person on person.id = session.person
      where session.token_hash = ${tokenHash} and session.ended_at is null and person.disabled_at is null
        and session.expires_at > ${tx.now} and session.last_seen_at > ${new Date(tx.now.getTime() - SESSION_LIMITS.idleMs)}
    ), held as (
      select assigned.* from live join members.role_assignment as assigned on assigned.person = live.person and assigned.agency = live.agency
      join members.agency on agency.code = assigned.agency and (agency.valid_to is null or agency.valid_to >= ${vietnamDate(tx.now)}::date)
      where assigned.valid_from <= ${tx.now} and (assigned.valid_to is null or assigned.valid_to > ${tx.now})
    )
    select live.id as session, live.person, live.name, live.agency, live.purpose, live.last_seen_at as "lastSeenAt",
      live.stepped_up_until as "steppedUpUntil",
      (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role, 'agency', agency, 'desk', desk, 'province', province,
        'commune', commune)) order by role, desk, province, commune), '[]') from held) as assignments,
      (select ${holderFacts(tx)} from members.agency where agency.code = live.agency) as holder,
      (select coalesce(jsonb_agg(jsonb_build_object('subjectKind', subject_kind, 'subject', subject, 'objectKind', object_kind, 'objectId', object_id, 'fieldClasses', field_classes,
        'purpose', given.purpose, 'origin', given.origin, 'until', expires_at)), '[]')
        from kernel.need_to_know as given
        where revoked_at is null and expires_at > ${tx.now}
          and ((subject_kind = 'person' and subject = live.person::text)
            or (subject_kind = 'agency' and subject = live.agency)
            or (subject_kind = 'desk' and subject in (select desk from held)))) as grants
    from live`.execute(tx.query<Tables>());
  return rows[0];
}

export async function touchSession(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'members.session', { id }, { last_seen_at: tx.now });
}

export interface SessionInList {
  readonly id: string;
  readonly device: string;
  readonly method: SignInMethod;
  readonly agency: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
}

/** The actor's own sessions that still run, newest first. */
export async function sessionRows(tx: Tx): Promise<SessionInList[]> {
  return tx
    .query<Tables>()
    .selectFrom('members.session as session')
    .select(['id', 'device', 'method', 'agency', 'opened_at as openedAt', 'last_seen_at as lastSeenAt'])
    .where(sessionPolicy.filter(tx.actor, 'session.read', tx.now, 'session'))
    .where('expires_at', '>', tx.now)
    .where('last_seen_at', '>', new Date(tx.now.getTime() - SESSION_LIMITS.idleMs))
    .orderBy('opened_at', 'desc')
    .execute();
}

/** How long the actor's own session has been idle and may live at most. */
export async function ownSessionRow(
  tx: Tx,
  id: string,
): Promise<{ readonly lastSeenAt: Date; readonly expiresAt: Date } | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('members.session as session')
    .select(['last_seen_at as lastSeenAt', 'expires_at as expiresAt'])
    .where(sessionPolicy.filter(tx.actor, 'session.read', tx.now, 'session'))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Those of the people who have a session of the agency that is in use. */
export async function peopleSignedIn(tx: Tx, agency: string, people: readonly string[]): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await tx
    .query<Tables>()
    .selectFrom('members.session')
    .select('person')
    .distinct()
    .where('person', 'in', people)
    .where('agency', '=', agency)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .where('last_seen_at', '>', new Date(tx.now.getTime() - SESSION_LIMITS.idleMs))
    .execute();
  return rows.map(({ person }) => person);
}

/** Writes sessions for the verbs: no SQL of a person changes one. */
const platform = systemActor('members.session');

/** Which rows a verb may write for the actor: of a person their own. @throws for who has no sessions */
function writable(actor: Actor): { readonly person?: string } {
  if (actor.kind === 'system') return {};
  if (actor.kind !== 'person') throw new Error('only a person has sessions');
  return { person: actor.person };
}

/** Ends sessions that still run; for a person who acts, their own alone. @returns how many */
export async function endSessionRows(
  tx: Tx,
  which: { id: string } | { person: string; except?: string },
  by: string,
): Promise<number> {
  const { person } = writable(tx.actor);
  return actAs(tx, platform, async (as) => {
    let query = as
      .query<Tables>()
      .updateTable('members.session')
      .set({ ended_at: tx.now, ended_by: by })
      .where('ended_at', 'is', null);
    if (person !== undefined) query = query.where('person', '=', person);
    if ('id' in which) query = query.where('id', '=', which.id);
    else {
      query = query.where('person', '=', which.person);
      if (which.except !== undefined) query = query.where('id', '!=', which.except);
    }
    const result = await query.executeTakeFirst();
    return Number(result.numUpdatedRows);
  });
}

export async function updateSession(
  tx: Tx,
  id: string,
  set: { agency?: string; purpose?: string; steppedUpUntil?: Date | null },
): Promise<void> {
  await actAs(tx, platform, (as) =>
    table.updateRows(
      as,
      'members.session',
      { id, ended_at: null, ...writable(tx.actor) },
      {
        ...(set.agency === undefined ? {} : { agency: set.agency }),
        ...(set.purpose === undefined ? {} : { purpose: set.purpose }),
        ...(set.steppedUpUntil === undefined ? {} : { stepped_up_until: set.steppedUpUntil }),
      },
    ),
  );
}

/** Deletes sessions that ran out before the instant, and with them the devices and hours they tell of. @returns how many */
export async function deleteSessionsBefore(tx: Tx, before: Date): Promise<number> {
  const result = await tx
    .query<Tables>()
    .deleteFrom('members.session')
    .where((eb) => eb.or([eb('expires_at', '<', before), eb('ended_at', '<', before)]))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
