import { describe, expect, test } from 'vitest';
import { blindOutcome, entryEvents, entryStatuses, isFlood, isInForce, isKnownClass, nextStatus } from './entry.ts';

/** Every state and every event; what is not here may not happen. */
const table: Readonly<Record<string, string>> = {
  'PROPOSED first-verdict': 'SECOND_REVIEW',
  'PROPOSED withdrawn': 'WITHDRAWN',
  'SECOND_REVIEW listed': 'ACTIVE',
  'SECOND_REVIEW rejected': 'REJECTED',
  'SECOND_REVIEW withdrawn': 'WITHDRAWN',
  'ACTIVE disputed': 'DISPUTED',
  'ACTIVE suspended': 'SUSPENDED',
  'ACTIVE withdrawn': 'WITHDRAWN',
  'DISPUTED upheld': 'ACTIVE',
  'DISPUTED suspended': 'SUSPENDED',
  'DISPUTED withdrawn': 'WITHDRAWN',
  'SUSPENDED restored': 'ACTIVE',
  'SUSPENDED disputed': 'DISPUTED',
  'SUSPENDED withdrawn': 'WITHDRAWN',
  'WITHDRAWN reinstated': 'ACTIVE',
};

describe('the states of an entry', () => {
  test.each(entryStatuses.flatMap((status) => entryEvents.map((event) => [status, event] as const)))(
    '%s on %s',
    (status, event) => {
      expect(nextStatus(status, event)).toBe(table[`${status} ${event}`]);
    },
  );

  test('only active and disputed ones are in force', () => {
    expect(entryStatuses.filter(isInForce)).toEqual(['ACTIVE', 'DISPUTED']);
  });

  test('an entry comes into force only through two verdicts, an owner, an approver or its source', () => {
    const ways = Object.entries(table)
      .filter(([, to]) => to === 'ACTIVE')
      .map(([from]) => from);
    expect(ways).toEqual(['SECOND_REVIEW listed', 'DISPUTED upheld', 'SUSPENDED restored', 'WITHDRAWN reinstated']);
  });
});

test.each([
  [[], 'wait'],
  [['LISTED'], 'wait'],
  [['LISTED', 'LISTED'], 'listed'],
  [['NOT_LISTED', 'NOT_LISTED'], 'rejected'],
  [['LISTED', 'NOT_LISTED'], 'arbitrate'],
] as const)('verdicts %j come to %s', (verdicts, outcome) => {
  expect(blindOutcome(verdicts)).toBe(outcome);
});

test.each([
  [199, 0, 200, false],
  [200, 0, 200, true],
  [200, 20, 200, false],
  [201, 20, 200, true],
])('%d matches an hour where %d are usual and %d is the floor: flood %s', (now, usual, floor, flood) => {
  expect(isFlood(now, usual, floor)).toBe(flood);
});

test('labels of closed schemes are checked, labels of open ones by their shape', () => {
  const known = (scheme: Parameters<typeof isKnownClass>[0]['scheme'], label: string, version = '1') =>
    isKnownClass({ scheme, version, label });
  expect(known('national', 'N1')).toBe(true);
  expect(known('national', 'N9')).toBe(false);
  expect(known('ncmec', 'A1', 'v2')).toBe(true);
  expect(known('ucs', 'any label', '3.1')).toBe(true);
  expect(known('ucs', 'x'.repeat(65), '3.1')).toBe(false);
  expect(known('ucs', 'label', 'no version!')).toBe(false);
  expect(known('ucs', 'label', 'no 3.1')).toBe(false);
  expect(known('ucs', 'label', '3.1!')).toBe(false);
  expect(known('ucs', 'label', '')).toBe(false);
  expect(known('ucs', 'label', '1'.repeat(32))).toBe(true);
  expect(known('ucs', 'label', '1'.repeat(33))).toBe(false);
  expect(known('ucs', '')).toBe(false);
  expect(known('ucs', 'no/label')).toBe(false);
});
