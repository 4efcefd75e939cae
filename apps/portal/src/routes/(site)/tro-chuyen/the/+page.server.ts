import { ownPlan } from '../../../../contact/plan.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

/** The plan alone, to print or keep. Without a session, or without a plan, it says how to come back. */
export const load: PageServerLoad = async ({ locals, cookies }) => ({ own: await ownPlan(locals, cookies) });
