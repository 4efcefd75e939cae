import { type Ctx, DAY, ok, type Result, type Tx } from '../../kernel/index.ts';
import { sourcePolicy } from '../listening-policy.ts';
import type { SourceView } from '../listening-view.ts';
import { countsSince, type SourceRow, sourceRows } from './source-store.ts';

const NONE = { offered: 0, accepted: 0, known: 0, sampledOut: 0, refused: 0, malformed: 0, deleted: 0 };

/** Every source with what it brought in the last 24 hours. */
export async function listSources(ctx: Ctx): Promise<Result<SourceView[]>> {
  return ctx.transaction(async (tx) => {
    const counts = new Map((await countsSince(tx, new Date(tx.now.getTime() - DAY))).map((one) => [one.source, one]));
    return ok(
      (await sourceRows(tx)).map((source) => {
        const { offered, accepted, known, sampledOut, refused, malformed, deleted } = counts.get(source.id) ?? NONE;
        return sourceView(tx, source, { offered, accepted, known, sampledOut, refused, malformed, deleted });
      }),
    );
  });
}

function sourceView(tx: Tx, source: SourceRow, day: SourceView['day']): SourceView {
  return {
    id: source.id,
    kind: source.kind,
    name: source.name,
    purposeCode: source.purposeCode,
    legalBasis: source.legalBasis,
    agency: source.agency,
    lane: source.lane,
    ratePerHour: source.ratePerHour,
    sampling: source.sampling,
    weight: source.weight,
    state: source.state,
    stateReason: source.stateReason,
    failures: source.failures,
    lookedAt: source.lookedAt?.toISOString() ?? null,
    nextLookAt: source.nextLookAt?.toISOString() ?? null,
    client: source.client,
    provinceCode: source.provinceCode,
    settings: source.settings,
    hasSecrets: source.sealedSecrets !== null,
    mayManage: sourcePolicy.can(tx.actor, 'listening-source.manage', source, tx.now),
    mayResume: sourcePolicy.can(tx.actor, 'listening-source.resume', source, tx.now),
    demonstration: source.demonstration,
    day,
  };
}
