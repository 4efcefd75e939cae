import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Actor, FieldClass } from './actor.ts';
import { canonical } from './canonical-json.pure.ts';
import type { Vault } from './sealing/vault.ts';

/** One act for the audit. It names codes, ids and field classes; it never carries a value that a person wrote. */
export interface AuditEntry {
  /** The chain it belongs to: the agency that holds the object, or the actor's own where absent. */
  readonly organisation?: string;
  /** The permission that was used, as in `report.screen`. */
  readonly action: string;
  readonly object?: { readonly kind: string; readonly id: string };
  readonly outcome?: 'allowed' | 'refused';
  readonly fieldClasses?: readonly FieldClass[];
  /** Codes that say more: a refusal's code, a state, a reason code, a count. */
  readonly codes?: Readonly<Record<string, string | number | boolean>>;
}

/** Acts that no agency's person did are kept in the platform's own chain. */
export const PLATFORM_CHAIN = 'PLATFORM';

/** The key of the audit's MACs: it follows from the vault, and the database has it nowhere. */
export async function auditKey(vault: Pick<Vault, 'derive'>): Promise<KeyObject> {
  return createSecretKey(await vault.derive('audit'));
}

/** Shows that the platform wrote this text, whoever owns the table. */
export function auditMac(key: KeyObject, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

export function auditRows(entries: readonly AuditEntry[], actor: Actor, now: Date, requestId: string, key: KeyObject) {
  return entries.map((entry) => {
    const who = actorSummary(actor);
    const row = {
      organisation: entry.organisation ?? who.agency ?? PLATFORM_CHAIN,
      at: now.toISOString(),
      actorKind: actor.kind,
      actor: who.id ?? null,
      action: entry.action,
      outcome: entry.outcome ?? 'allowed',
      objectKind: entry.object?.kind ?? null,
      objectId: entry.object?.id ?? null,
    };
    const body = canonical({
      ...row,
      agency: who.agency ?? null,
      roles: who.roles,
      purpose: actor.kind === 'person' ? actor.purpose : null,
      fieldClasses: entry.fieldClasses ?? [],
      codes: entry.codes ?? {},
      requestId,
    });
    return { ...row, body, mac: auditMac(key, body).toString('hex') };
  });
}

function actorSummary(actor: Actor): { id?: string; agency?: string; roles: readonly string[] } {
  switch (actor.kind) {
    case 'person':
      return {
        id: actor.person,
        agency: actor.agency,
        roles: [...new Set(actor.assignments.map((held) => held.role))].sort(),
      };
    case 'machine':
      return { id: actor.client, agency: actor.agency, roles: [] };
    case 'system':
      return { id: actor.job, roles: [] };
    case 'receipt':
      // The holder of a receipt stays nobody: the object already names the report.
      return { roles: [] };
    default:
      return { roles: [] };
  }
}

/** The first hash of an organisation's chain. */
export function chainStart(organisation: string): Buffer {
  return createHash('sha256').update(`la-chan audit ${organisation}`).digest();
}

/** `hash(n) = SHA-256(hash(n-1) || "n|body" || mac)`, as `kernel.append_audit` computes it. @param mac null in entries of before there were MACs */
export function chainHash(previous: Uint8Array, sequence: number, body: string, mac: Uint8Array | null): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(`${sequence}|${body}`)
    .update(mac ?? '')
    .digest();
}
