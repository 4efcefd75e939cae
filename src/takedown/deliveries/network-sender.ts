import type { Ctx } from '../../kernel/index.ts';
import { agenciesWithFunction } from '../../members/index.ts';

/** The agency that speaks for the network where nobody orders or warns: who coordinates it today; undefined where nobody does. */
export const networkSender = async (ctx: Ctx): Promise<string | undefined> =>
  (await agenciesWithFunction(ctx, 'COORDINATE_VNCOP'))[0]?.code;
