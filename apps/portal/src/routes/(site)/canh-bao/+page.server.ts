import { error } from '@sveltejs/kit';
import { alertWords } from '../../../alert/alert-words.server.ts';
import { dayOf } from '../../../appeal/appeal.server.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** The public alerts that stand, the newest first, and those that were taken back of late. */
export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const found = await app.modules.takedown.publicAlerts(ctx);
  if (!found.ok) error(500);
  return {
    alerts: found.value.alerts.map((alert) => alertWords(app, alert)),
    recalled: found.value.recalled.map(({ reference, sentAt }) => ({ reference, day: dayOf(sentAt) })),
  };
};
