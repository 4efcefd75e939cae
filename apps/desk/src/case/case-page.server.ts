import { caseOf, mayOf } from './case-view.server.ts';
import { namesInCase } from './case-words.server.ts';

/** What a page below the frame of a case begins with: the case, what its reader may do with it, and the names that stand in it. */
export async function openCasePage({
  locals,
  params,
  depends,
}: {
  locals: App.Locals;
  params: { id: string };
  depends: (dependency: `desk:${string}`) => void;
}) {
  depends('desk:case');
  const view = await caseOf(locals, params.id);
  const names = await namesInCase(locals.app, locals.ctx, view);
  return { view, overview: view.overview, file: view.file, may: mayOf(locals, view), names };
}
