import { type Ctx, ok, type Result, readCode, refuseRequest, systemActor } from '../../kernel/index.ts';
import { type BreakGlass, breakGlass } from '../../members/index.ts';
import { findByReference } from './report-store.ts';

export interface OpenInEmergency {
  /** The report's reference, as the caller was told it. */
  readonly reference: string;
  /** Why it cannot wait; read by the reviewer. */
  readonly reason: string;
}

/**
 * Breaks the glass on a report that the actor may not see: for two hours, with notice to the desk that holds it and to
 * the data protection officers, and a review. The owner is looked up by the platform, so a wrong reference tells no more
 * than a report that does not exist.
 */
export async function openInEmergency(ctx: Ctx, input: OpenInEmergency): Promise<Result<BreakGlass>> {
  const reference = readCode(input.reference);
  const found =
    reference === undefined
      ? undefined
      : await ctx
          .as(systemActor('intake.open-in-emergency'))
          .transaction(async (tx) => ok(await findByReference(tx, reference)));
  if (!found?.ok || !found.value) return refuseRequest('record.not-found');
  const { id, organisation, desk_code: desk } = found.value;
  return breakGlass(ctx, {
    objectKind: 'report',
    objectId: id,
    reason: input.reason,
    owner: { agency: organisation, desk },
  });
}
