import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import type { ReplayDiff, ReplayView } from '../listening-view.ts';
import { refuse } from '../refusals.ts';
import type { LabelCode, Severity } from '../review/label.ts';
import { compareVerdicts, type ReplayRow, replayRows } from './pipeline-store.ts';

/** Changes of one kind that are shown. */
const SHOWN = 500;

/** What a replay's version would alert on and what was alerted on, cluster by cluster. Refusals: `replay.not-found` */
export async function replayDiff(ctx: Ctx, input: { readonly replay: string }): Promise<Result<ReplayDiff>> {
  const id = parseId<'replay'>(input.replay);
  if (id === undefined) return refuse('replay.not-found');
  return ctx.transaction(async (tx) => {
    const [replay] = await replayRows(tx, [id]);
    if (!replay) return refuse('replay.not-found');
    const changes = await compareVerdicts(tx, replay);
    const of = (side: 'gained' | 'lost') =>
      changes
        .filter((change) => change.side === side)
        .slice(0, SHOWN)
        .map(({ cluster, label, severity, posts }) => ({
          cluster,
          label: label as LabelCode,
          severity: severity as Severity,
          posts,
        }));
    return ok({
      replay: replayView(replay),
      same: changes.filter((change) => change.side === 'same').length,
      gained: of('gained'),
      lost: of('lost'),
    });
  });
}

export function replayView(replay: ReplayRow): ReplayView {
  return {
    id: replay.id,
    from: replay.from.toISOString(),
    to: replay.to.toISOString(),
    total: replay.total,
    withoutText: replay.withoutText,
    done: replay.done,
    finishedAt: replay.finishedAt?.toISOString() ?? null,
    effects: replay.effects,
  };
}
