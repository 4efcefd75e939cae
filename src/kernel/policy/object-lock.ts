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
  const onRecord = `(kernel.sees_record(object_kind, object_id) or ${system})`;
  // The audit names objects as text, also such as somebody asked for in vain.
  const onNamedObject =
    kinds.length === 0
      ? system
      : `(${ownAgency} or case when pg_input_is_valid(object_id, 'uuid') then ${seen('object_id::uuid')} else false end or ${system})`;
  const ofKey = 'exists (select 1 from kernel.data_key as leader where leader.id = data_key_id)';
  const tables = [
    ['kernel.need_to_know', { select: onObject, insert: system, update: system, delete: undefined }] as const,
    ['kernel.exclusion', { select: onObject, insert: system, update: system, delete: undefined }] as const,
    ['kernel.data_key', { select: onRecord, insert: onRecord, update: system, delete: undefined }] as const,
    [
      'kernel.wrapped_key',
      {
        select: `(${system} or (kernel.sees_key(data_key_id) and (not by_grant or kernel.wrap_serves(data_key_id, holder))))`,
        insert: '(kernel.key_is_new(data_key_id) or kernel.sees_key(data_key_id))',
        update: system,
        // The holder of a receipt burns their own; a desk's go when the platform takes them.
        delete: `(${system} or (holder_kind in ('receipt', 'session') and ${rowLock(actorKind('receipt'))} and kernel.sees_key(data_key_id)))`,
      },
    ] as const,
    ['kernel.desk_key', { select: somebody, insert: system, update: system, delete: undefined }] as const,
    ['kernel.audit_entry', { select: onNamedObject, insert: 'false', update: 'false', delete: undefined }] as const,
    ['kernel.audit_head', { ...platformOnly, select: `(${ownAgency} or ${system})` }] as const,
    ['kernel.audit_seal', platformOnly] as const,
    ['kernel.audit_sealed_head', platformOnly] as const,
    ['kernel.audit_publication', platformOnly] as const,
  ];
  return [...lookups(kinds, ofKey), ...tables.flatMap(([table, lock]) => lockTable(table, lock))];
}

/**
 * The same questions as functions, under the caller's own row locks, for keys and wraps: a statement with the locks of all kinds
 * of records in its plan takes longer to begin than to run. A statement that is not led by a record's or a key's id would ask
 * them row by row: wraps are read by `kernel.wraps_of`.
 */
function lookups(kinds: readonly { readonly objectKind: string; readonly table: string }[], ofKey: string): string[] {
  const branches = kinds.map(
    ({ objectKind, table }) =>
      `when '${objectKind}' then return exists (select 1 from ${table} as leader where leader.id = object);`,
  );
  const body = kinds.length === 0 ? 'return false;' : `case kind ${branches.join(' ')} else return false; end case;`;
  const lookup = "returns boolean language plpgsql stable parallel restricted set search_path = ''";
  return [
    `create or replace function kernel.sees_record(kind text, object uuid) ${lookup} as $$ begin ${body} end $$`,
    `create or replace function kernel.sees_key(key uuid) ${lookup} as $$ begin return ${ofKey.replace('data_key_id', 'key')}; end $$`,
    ...['kernel.sees_record', 'kernel.sees_key'].flatMap((name) => [
      `revoke execute on function ${name} from public`,
      `grant execute on function ${name} to lachan_app`,
    ]),
  ];
}
