import { createHash } from 'node:crypto';
import type { LiveEvent } from '../../kernel/index.ts';

export const approvalDecisions = ['APPROVED', 'REFUSED', 'WITHDRAWN'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];
/** How an approval ends: by a decision, or because its object went another way. */
export type ApprovalOutcome = ApprovalDecision | 'LAPSED';

/** Something that one person asked for and that another person decides on. */
export interface Approval {
  readonly id: string;
  /** As in `appointment`; see `ApprovalKind`. */
  readonly kind: string;
  readonly object: { readonly kind: string; readonly id: string };
  /** Where the deciding right must be held; null for what belongs to no agency. */
  readonly agency: string | null;
  /** Who made what is to be approved, beside the asker: ids of people. */
  readonly madeBy: readonly string[];
  /** The record whose exclusions keep people from it, where it belongs to one: the case of a plan. */
  readonly record?: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** Of the content that was asked for, so that nothing else is approved in its place. */
  readonly digest: string;
}

/** SHA-256 of the lines of a content, in hexadecimal. Lines hold codes, ids, times and digests; none holds a line break. */
export function digestOf(content: readonly string[]): string {
  return createHash('sha256').update(content.join('\n'), 'utf8').digest('hex');
}

/** The one rule: nobody decides on what they asked for or made. They may take it back. */
export function mayDecideBySelf(
  approval: Pick<Approval, 'askedBy' | 'madeBy'>,
  person: string,
  decision: ApprovalDecision,
): boolean {
  const own = approval.askedBy === person || approval.madeBy.includes(person);
  return own === (decision === 'WITHDRAWN');
}

/** What open pages hear of an approval. */
export function approvalEvent({ id, object, record }: Approval, whom: Pick<LiveEvent, 'agency' | 'person'>): LiveEvent {
  return { topic: 'work.approval', id, records: [object.id, ...(record === undefined ? [] : [record])], ...whom };
}
