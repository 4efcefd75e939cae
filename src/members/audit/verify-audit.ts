import {
  type AuditVerdict,
  actAs,
  auditKey,
  type Ctx,
  ok,
  type Result,
  systemActor,
  verifyAuditChain,
} from '../../kernel/index.ts';
import { membersCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';

/**
 * Walks the hash chain of the actor's own organisation and says where it first breaks. Needs `audit.verify`.
 * The operator verifies all chains, on the owner's connection, with the kernel's `verifyAuditChain`.
 */
export async function verifyAudit(ctx: Ctx): Promise<Result<AuditVerdict>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !membersCapabilities.can(actor, 'audit.verify', ctx.now)) {
    await ctx.auditRefused({ action: 'audit.verify' });
    return refuse('members.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const key = await auditKey(ctx.kernel.vault);
    // The seals go over the chains of all: nobody but the platform reads them.
    const verdict = await actAs(tx, systemActor('members.verify-audit'), (platform) =>
      verifyAuditChain(platform.query(), actor.agency, key),
    );
    tx.audit({ action: 'audit.verify', codes: { entries: verdict.entries, sound: verdict.broken === undefined } });
    return ok(verdict);
  });
}
