import type { Ctx, Result } from '../kernel/index.ts';
import { addDemonstrationPeople } from '../members/index.ts';
import { organisations, people } from './people.ts';

/** Enters everybody invented and their organisations, or opens their accounts again. @returns how many were new */
export function enterPeople(ctx: Ctx): Promise<Result<number>> {
  return addDemonstrationPeople(ctx, { people, organisations });
}
