import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';
import { relinkPolicy } from '../listening-policy.ts';

export interface RelinkRow {
  readonly id: string;
  readonly case: string;
  readonly source: string;
  readonly reason: string;
  readonly pseudonyms: readonly Buffer[];
  readonly state: 'REQUESTED' | 'APPROVED' | 'REFUSED';
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly expiresAt: Date;
}

const columns = sql`relink.id, case_id as "case", source_id as source, reason, pseudonyms, state, requested_by as "requestedBy", requested_at as "requestedAt",
  decided_by as "decidedBy", decided_at as "decidedAt", expires_at as "expiresAt"`;

export async function insertRelink(
  tx: Tx,
  relink: Pick<RelinkRow, 'id' | 'case' | 'source' | 'reason' | 'pseudonyms' | 'requestedBy' | 'expiresAt'> & {
    readonly agency: string;
  },
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.relink (id, case_id, source_id, reason, pseudonyms, state, requested_by, agency, requested_at, expires_at)
      values (${relink.id}, ${relink.case}, ${relink.source}, ${relink.reason}, ${[...relink.pseudonyms]}::bytea[], 'REQUESTED', ${relink.requestedBy}, ${relink.agency},
        ${tx.now}, ${relink.expiresAt})`,
  );
}

/** The request, locked, if the actor may decide it. */
export async function lockRelink(tx: Tx, id: string): Promise<RelinkRow | undefined> {
  return (
    await rows(
      tx,
      sql<RelinkRow>`select ${columns} from listening.relink as relink where relink.id = ${id}::uuid
        and ${relinkPolicy.filter(tx.actor, 'listening-relink.decide', tx.now, 'relink')} for update`,
    )
  )[0];
}

export async function decideRelinkRow(tx: Tx, id: string, state: 'APPROVED' | 'REFUSED', by: string): Promise<void> {
  await run(
    tx,
    sql`update listening.relink set state = ${state}, decided_by = ${by}, decided_at = ${tx.now} where id = ${id}::uuid`,
  );
}

export async function relinkRow(tx: Tx, id: string): Promise<RelinkRow | undefined> {
  return (
    await rows(tx, sql<RelinkRow>`select ${columns} from listening.relink as relink where relink.id = ${id}::uuid`)
  )[0];
}

/** Requests that the actor sees, newest first. */
export function relinkRows(tx: Tx, most: number): Promise<RelinkRow[]> {
  return rows(
    tx,
    sql<RelinkRow>`select ${columns} from listening.relink as relink order by requested_at desc, id limit ${most}`,
  );
}

export interface JoinedPost {
  readonly id: string;
  readonly postedAt: Date;
  readonly severity: number;
  readonly label: string | null;
  readonly cluster: string | null;
  readonly textKept: boolean;
}

/** Posts under any of the pseudonyms of a source. */
export function joinedPosts(
  tx: Tx,
  source: string,
  pseudonyms: readonly Buffer[],
  most: number,
): Promise<JoinedPost[]> {
  return rows(
    tx,
    sql<JoinedPost>`select observation.id, posted_at as "postedAt", coalesce(severity, 0) as severity, top_label as label, cluster_id as cluster,
        exists (select 1 from listening.observation_text as kept where kept.observation_id = observation.id) as "textKept"
      from listening.observation as observation where source_id = ${source}::uuid and pseudonym = any(${[...pseudonyms]}::bytea[]) order by posted_at desc limit ${most}`,
  );
}
