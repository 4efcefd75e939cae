import { actorIs, actorKind } from './condition.ts';
import { lockTable, type Policy } from './policy.ts';
import { rowLock } from './row-lock.ts';

const system = rowLock(actorKind('system'));
const somebody = '(select kernel.actor() is not null)';
const ownAgency = rowLock(actorIs('agency', 'organisation'));
/** For what nobody but the platform reads and writes. */
const platformOnly = { select: system, insert: system, update: system, delete: undefined };

/**
 * The row locks of the kernel's own tables, whose rows belong to records of the modules: who does not see the record sees none of
 * its keys, wraps, grants, exclusions and audit. Access is given, ended and kept from somebody by the platform alone, which a verb
 * acts as for that one statement; so no SQL of a person or of a receipt's holder can do it.
 * @param policies those with an `objectKind` say where the records of the kind are
 */
export function objectLocks(policies: readonly Policy[]): string[] {
  const kinds = policies.flatMap(({ source: { objectKind, table } }) => (objectKind ? [{ objectKind, table }] : []));
  const seen = (id: string) =>
    `case object_kind ${kinds
      .map(
        ({ objectKind, table }) =>
          `when '${objectKind}' then exists (select 1 from ${table} as leader where leader.id = ${id})`,
      )
      .join(' ')} else false end`;
  const onObject = kinds.length === 0 ? system : `(${seen('object_id')} or ${system})`;
  // The audit names objects as text, also such as somebody asked for in vain.
  const onNamedObject =
    kinds.length === 0
      ? system
      : `(${ownAgency} or case when pg_input_is_valid(object_id, 'uuid') then ${seen('object_id::uuid')} else false end or ${system})`;
  const ofKey = 'exists (select 1 from kernel.data_key as leader where leader.id = data_key_id)';
  return [
    ['kernel.need_to_know', { select: onObject, insert: system, update: system, delete: undefined }] as const,
    ['kernel.exclusion', { select: onObject, insert: system, update: system, delete: undefined }] as const,
    ['kernel.data_key', { select: onObject, insert: onObject, update: system, delete: undefined }] as const,
    [
      'kernel.wrapped_key',
      {
        select: `(${ofKey} and (not by_grant or kernel.wrap_serves(data_key_id, holder) or ${system}))`,
        insert: ofKey,
        update: system,
        // The holder of a receipt burns their own; a desk's go when the platform takes them.
        delete: `((holder_kind in ('receipt', 'session') and ${rowLock(actorKind('receipt'))} and ${ofKey}) or ${system})`,
      },
    ] as const,
    ['kernel.desk_key', { select: somebody, insert: system, update: system, delete: undefined }] as const,
    ['kernel.audit_entry', { select: onNamedObject, insert: 'false', update: 'false', delete: undefined }] as const,
    ['kernel.audit_head', { ...platformOnly, select: `(${ownAgency} or ${system})` }] as const,
    ['kernel.audit_seal', platformOnly] as const,
    ['kernel.audit_sealed_head', platformOnly] as const,
    ['kernel.audit_publication', platformOnly] as const,
  ].flatMap(([table, lock]) => lockTable(table, lock));
}
