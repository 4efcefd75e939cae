import type { Tx } from '../../kernel/index.ts';

interface Tables {
  'kernel.audit_entry': {
    organisation: string;
    sequence: number;
    at: Date;
    actor_kind: string;
    actor: string | null;
    action: string;
    outcome: 'allowed' | 'refused';
    object_kind: string | null;
    object_id: string | null;
    body: string;
  };
}

export interface AuditFilters {
  readonly actor?: string;
  readonly action?: string;
  readonly outcome?: 'allowed' | 'refused';
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export async function auditEntryRows(
  tx: Tx,
  organisation: string,
  filters: AuditFilters,
  before: number | undefined,
  limit: number,
) {
  let query = tx
    .query<Tables>()
    .selectFrom('kernel.audit_entry')
    .select(['sequence', 'at', 'actor_kind', 'actor', 'action', 'outcome', 'object_kind', 'object_id', 'body'])
    .where('organisation', '=', organisation);
  if (before !== undefined) query = query.where('sequence', '<', before);
  if (filters.actor !== undefined) query = query.where('actor', '=', filters.actor);
  if (filters.action !== undefined) query = query.where('action', '=', filters.action);
  if (filters.outcome !== undefined) query = query.where('outcome', '=', filters.outcome);
  if (filters.objectKind !== undefined) query = query.where('object_kind', '=', filters.objectKind);
  if (filters.objectId !== undefined) query = query.where('object_id', '=', filters.objectId);
  if (filters.from !== undefined) query = query.where('at', '>=', filters.from);
  if (filters.to !== undefined) query = query.where('at', '<', filters.to);
  return query.orderBy('sequence', 'desc').limit(limit).execute();
}
