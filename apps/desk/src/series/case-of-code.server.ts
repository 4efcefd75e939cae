import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { findByCode } from '../search/find-code.server.ts';

/** The case that a whole code names, where the reader may know of it; else the text itself, which no case has for its id. */
export async function caseOfCode(app: App, ctx: Ctx, code: string): Promise<string> {
  const found = (await findByCode(app, ctx, code)).find(({ href }) => href.startsWith('/ho-so/'));
  return found?.href.slice('/ho-so/'.length) ?? code;
}
