import { fail } from '@sveltejs/kit';

/** A refusal of the pages of referrals, before a module is asked: what is missing, and at which field. */
export function referralRefusal(title: string, next: string, field?: string) {
  return fail(422, { refusal: { code: 'referral.form', title, next, ...(field === undefined ? {} : { field }) } });
}
