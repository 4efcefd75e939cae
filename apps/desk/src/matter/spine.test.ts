import { expect, test } from 'vitest';
import type { CaseView, ReferralView } from '../../../../src/cases/index.ts';
import type { OpenedReport } from '../../../../src/intake/index.ts';
import { type SpinePart, spineOfCase, spineOfReferral, spineOfReport } from './spine.server.ts';

const CODE = '7K2M-9XQ4';
const states = (parts: readonly SpinePart[]) => Object.fromEntries(parts.map(({ key, state }) => [key, state]));
const links = (parts: readonly SpinePart[]) => parts.flatMap(({ key, href }) => (href ? [key] : []));

const report = (told: readonly string[]) =>
  ({
    triage: { id: 'r', reference: CODE },
    events: told.map((code) => ({ code, at: '2026-04-22T02:00:00.000Z' })),
  }) as unknown as OpenedReport;
const caseOf = (
  file: { referrals?: readonly object[]; events?: readonly string[] } | null,
  from: string | null = 'r',
) =>
  ({
    overview: { id: 'c', reference: CODE, report: from },
    file: file && {
      referrals: file.referrals ?? [],
      events: (file.events ?? []).map((code) => ({ code, at: new Date('2026-04-22T02:00:00Z') })),
    },
  }) as unknown as CaseView;

test('a report lights what it was told of, and leads to the case for whoever may open it', () => {
  const alone = spineOfReport(report([]), null, true);
  expect(states(alone)).toEqual({ report: 'here', case: 'none', referral: 'none', removal: 'none', police: 'none' });
  const whole = spineOfReport(
    report(['helper-asked', 'removal-asked', 'police-told']),
    { id: 'c', reference: CODE },
    true,
  );
  expect(states(whole)).toEqual({
    report: 'here',
    case: 'there',
    referral: 'there',
    removal: 'there',
    police: 'there',
  });
  expect(links(whole)).toEqual(['report', 'case']);
  expect(links(spineOfReport(report([]), { id: 'c', reference: CODE }, false))).toEqual(['report']);
});

test('a case lights what hangs on its file for who reads it, and is silent on it to who sees the steps alone', () => {
  const file = { referrals: [{ id: 'x', status: 'SENT', purpose: 'SHELTER' }], events: ['track:content'] };
  const read = spineOfCase(caseOf(file), false);
  expect(states(read)).toEqual({ report: 'there', case: 'here', referral: 'there', removal: 'there', police: 'none' });
  expect(links(read)).toEqual(['case', 'referral']);
  expect(links(spineOfCase(caseOf(file), true))).toContain('report');
  // A draft has gone nowhere; what the police were sent is the police's part.
  expect(
    states(spineOfCase(caseOf({ referrals: [{ id: 'x', status: 'DRAFT', purpose: 'POLICE' }] }), true)),
  ).toMatchObject({ referral: 'none', police: 'none' });
  const police = spineOfCase(caseOf({ referrals: [{ id: 'x', status: 'SENT', purpose: 'POLICE' }] }, null), true);
  expect(states(police)).toMatchObject({ report: 'none', police: 'there' });
  for (const overview of [caseOf(null), caseOf(null, null)])
    expect(states(spineOfCase(overview, false))).toMatchObject({
      referral: 'closed',
      removal: 'closed',
      police: 'closed',
    });
  expect(states(spineOfCase(caseOf(null, null), false)).report).toBe('closed');
});

test('a referral leads its sender back, and tells its receiver of no other part', () => {
  const view = { id: 'x', reference: CODE, purpose: 'SHELTER' };
  const receiver = spineOfReferral({ ...view, case: null } as ReferralView);
  expect(states(receiver)).toEqual({
    report: 'closed',
    case: 'closed',
    referral: 'here',
    removal: 'closed',
    police: 'closed',
  });
  expect(links(receiver)).toEqual(['referral']);
  expect(links(spineOfReferral({ ...view, case: 'c' } as ReferralView))).toEqual(['case', 'referral']);
  expect(states(spineOfReferral({ ...view, purpose: 'POLICE', case: null } as ReferralView)).police).toBe('here');
});
