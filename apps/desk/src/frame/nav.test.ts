import { describe, expect, test } from 'vitest';
import { placesOf } from './nav.ts';

const hrefs = (...allowed: string[]) => placesOf(allowed).map((place) => place.href);

describe('the left navigation', () => {
  test('has the first page for who has a queue of reports, and beside it the duties where there are some', () => {
    expect(hrefs('desk.use', 'report.list')).toEqual(['/', '/viec', '/thong-bao']);
    expect(hrefs('desk.use', 'report.list', 'case.list')).toEqual(expect.arrayContaining(['/', '/viec']));
  });

  test('has the duties alone where the first page only leads there', () => {
    for (const action of ['case.list', 'clock.oversee', 'referral.answer', 'track.end', 'person.manage']) {
      expect(hrefs('desk.use', action)).toContain('/viec');
      expect(hrefs('desk.use', action)).not.toContain('/');
    }
    // An auditor has neither list, and a first page that says so.
    expect(hrefs('desk.use', 'audit.read')).toEqual(['/', '/thong-bao', '/nhat-ky']);
  });
});
