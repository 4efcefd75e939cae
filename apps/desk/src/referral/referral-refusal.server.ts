import { fail } from '@sveltejs/kit';

/** A refusal of the pages of referrals, before a module is asked: what is missing, at which field, and what else the page keeps. */
export function referralRefusal<Kept extends object>(title: string, next: string, field?: string, kept?: Kept) {
  return fail(422, {
    refusal: { code: 'referral.form', title, next, ...(field === undefined ? {} : { field }) },
    ...kept,
  });
}
