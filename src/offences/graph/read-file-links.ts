import { actAs, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { fileAct } from '../files/file-record.ts';
import { nodeNumber } from './link-lists.ts';
import { linksOfFile } from './link-store.ts';
import { findNodes, sightOf } from './node-store.ts';
import { type NodeView, viewNodes } from './node-view.ts';
import { type LinkView, linkFacts } from './why-link.ts';

const SHOWN = 200;
const READ = systemActor('offences.read-links');

/** A link of a file with both its ends, also where it was taken back. */
export interface FileLink extends Omit<LinkView, 'forth'> {
  readonly from: NodeView;
  readonly to: NodeView;
  /** The reader's unit wrote it. */
  readonly own: boolean;
  readonly takenBack: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

/**
 * What ties a file: links to the file itself and those that were written in it, as far as the reader sees them; those that stand first, the
 * latest before the others. Refusals: those of an act on a file
 */
export function readFileLinks(
  ctx: Ctx,
  input: { readonly file: string },
): Promise<Result<{ readonly links: readonly FileLink[]; readonly more: boolean }>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file, actor) => {
    const [node] = await actAs(tx, READ, (platform) =>
      findNodes(platform, [{ kind: nodeNumber('FILE'), object: file.id }]),
    );
    const found = await linksOfFile(tx, { file: file.id, node: node ?? null }, await sightOf(tx), SHOWN + 1);
    const shown = found.slice(0, SHOWN);
    const nodes = await viewNodes(ctx, tx, [...new Set(shown.flatMap(({ src, dst }) => [src, dst]))]);
    const links: FileLink[] = [];
    for (const link of shown) {
      const [from, to] = [nodes.get(link.src), nodes.get(link.dst)];
      if (from === undefined || to === undefined) continue;
      links.push({
        ...linkFacts(link),
        from,
        to,
        own: link.agency === actor.agency,
        takenBack:
          link.taken_back_at === null
            ? null
            : { at: link.taken_back_at, by: link.taken_back_by ?? '', reason: link.taken_back_reason ?? '' },
      });
    }
    return ok({ links, more: found.length > SHOWN });
  });
}
