import { createHash } from 'node:crypto';
import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import { ruleVersionsById } from './rule-store.ts';
import { useRule } from './use-rule.ts';

export const RULE_APPROVAL = 'listening-rule';

/** A version of a rule is put into use by a supervisor, and by nobody who wrote it or asked for it. */
export const ruleApproval: ApprovalKind = {
  code: RULE_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const [rule] = await ruleVersionsById(tx, [id]);
    return (
      rule && [
        `rule-version ${rule.id}`,
        `${rule.label} ${rule.severity}`,
        createHash('sha256').update(rule.sealed).digest('hex'),
      ]
    );
  },
  mayDecide: async (ctx, { actor }) => listeningCapabilities.can(actor, 'listening-pipeline.promote', ctx.now),
  async decided(_ctx, tx, { object }, decision) {
    if (decision !== 'APPROVED') return ok();
    const used = await useRule(tx, object.id);
    return used.ok ? ok() : used;
  },
  async facts(_ctx, tx, { object }) {
    const [rule] = await ruleVersionsById(tx, [object.id]);
    return rule && { rule: rule.code, version: rule.version };
  },
};
