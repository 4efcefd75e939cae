import { redirect } from '@sveltejs/kit';
import { dropReceiptSession, receiptSession } from '../../report/receipt-cookie.ts';
import { sunTimes } from '../../sun.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';
export const _sensitive = true;

const places = [
  { name: 'hanoi', latitude: 21.03, longitude: 105.85 },
  { name: 'hue', latitude: 16.46, longitude: 107.59 },
  { name: 'danang', latitude: 16.07, longitude: 108.22 },
  { name: 'buon', latitude: 12.67, longitude: 108.04 },
  { name: 'hcmc', latitude: 10.78, longitude: 106.7 },
  { name: 'camau', latitude: 9.18, longitude: 105.15 },
] as const;

/**
 * Where the quick exit ends: nothing here tells of the portal, the browser is asked to forget
 * what it kept of it, and a report that stood open is closed.
 */
export const load: PageServerLoad = async ({ locals, cookies, setHeaders }) => {
  const session = receiptSession(locals.app, cookies);
  if (session !== undefined) {
    await locals.app.modules.intake.leaveReceipt(locals.ctx, session);
    dropReceiptSession(locals.app, cookies);
  }
  setHeaders({ 'clear-site-data': '"cache", "storage"' });
  // By way of this page and not straight from the button, so that an outside page, too, is reached with the traces cleared.
  if (locals.app.kernel.config.quickExitUrl) redirect(303, locals.app.kernel.config.quickExitUrl);
  const now = new Date();
  return { places: places.map(({ name, latitude, longitude }) => ({ name, ...sunTimes(now, latitude, longitude) })) };
};
