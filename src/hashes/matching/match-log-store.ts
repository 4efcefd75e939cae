import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { matchEventPolicy } from '../policies.ts';
import type { MatchLogRow } from './match-log-view.ts';

export interface MatchLogFilters {
  readonly agency?: string | undefined;
  readonly purpose?: string | undefined;
  readonly bank?: string | undefined;
  readonly entry?: string | undefined;
  readonly decision?: 'matched' | 'watched' | 'suppressed' | undefined;
  readonly onlyHits?: boolean | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Requests of the match log, newest first, after the one that the page before ended with. */
export function filteredLog(
  tx: Tx,
  filters: MatchLogFilters,
  after: string | undefined,
  limit: number,
): Promise<MatchLogRow[]> {
  const { agency = null, purpose = null, bank = null, entry = null, decision = null, from = null, to = null } = filters;
  return rows(
    tx,
    sql<MatchLogRow>`
      select event.id, event.at, event.agency, event.actor, event.purpose, event.questions, event.refused, event.hits from hashes.match_event as event
      where ${matchEventPolicy.filter(tx.actor, 'hash-log.read', tx.now, 'event')}
        and (${agency}::text is null or event.agency = ${agency}) and (${purpose}::text is null or event.purpose = ${purpose})
        and (not ${filters.onlyHits ?? false}::boolean or event.hits > 0)
        and (${from}::timestamptz is null or event.at >= ${from}) and (${to}::timestamptz is null or event.at < ${to})
        and (${bank}::text is null and ${decision}::text is null and ${entry}::uuid is null or exists (
          select 1 from hashes.match_hit as hit where hit.event_id = event.id and (${bank}::text is null or hit.bank_code = ${bank})
            and (${decision}::text is null or hit.decision = ${decision}) and (${entry}::uuid is null or hit.entry_id = ${entry}::uuid)))
        and (${after ?? null}::uuid is null or (event.at, event.id) < (select last.at, last.id from hashes.match_event as last where last.id = ${after ?? null}::uuid))
      order by event.at desc, event.id desc limit ${limit}`,
  );
}

export function logChoices(tx: Tx): Promise<{ agency: string; purpose: string }[]> {
  return rows(
    tx,
    sql<{
      agency: string;
      purpose: string;
    }>`select distinct agency, purpose from hashes.match_event order by agency, purpose limit 500`,
  );
}

/** Digests of events as the audit pinned them. */
export function pinnedDigests(tx: Tx, events: readonly string[]): Promise<{ id: string; digest: string }[]> {
  return rows(
    tx,
    sql<{ id: string; digest: string }>`
      select line.object_id as id, line.body::jsonb -> 'codes' ->> 'digest' as digest from kernel.audit_entry as line
      where line.object_kind = 'hash-match' and line.object_id = any(${[...events]}::text[])`,
  );
}
