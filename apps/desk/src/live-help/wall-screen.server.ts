import type { WallFigures } from '../../../../src/counselling/index.ts';
import { valueOrError } from '../server/answer.server.ts';

/** The wall for the screen whose key stands in its cookie; undefined where it has none, or none that works. */
export async function wallOfScreen({ app, ctx }: App.Locals, request: Request): Promise<WallFigures | undefined> {
  const { members, counselling } = app.modules;
  const screen = await members.identifyDisplay(app.kernel, request.headers.get('cookie'));
  return screen.kind === 'machine' ? valueOrError(ctx, await counselling.showWall(ctx.as(screen))) : undefined;
}
