import { describe, expect, it } from 'vitest';
import { actsTooMuch, MOMENT, randomExports, wrongToLeave } from './marking.testing.ts';
import {
  addressingFault,
  EVERYBODY,
  isAtLeast,
  leaves,
  type MarkedAlert,
  type MarkedPart,
  type Recipient,
} from './marking.ts';

const alert: MarkedAlert = {
  state: 'ISSUED',
  tlp: 'GREEN',
  pap: 'GREEN',
  audiences: ['PLATFORM'],
  effectiveAt: new Date('2026-11-24T01:00:00Z'),
  expiresAt: new Date('2026-11-25T01:00:00Z'),
};
const part: MarkedPart = { type: 'URL', about: 'SERVICE', tlp: 'GREEN', pap: 'GREEN' };
const member: Recipient = { member: true, addressed: true, named: false, audiences: ['PLATFORM'], passesOn: false };
const why = (more: {
  alert?: object;
  part?: object;
  to?: object | typeof EVERYBODY;
  way?: 'PAGE' | 'MACHINE' | 'PUBLIC' | 'DRAFT';
}) => {
  const to = more.to === EVERYBODY ? EVERYBODY : { ...member, ...(more.to as object) };
  const verdict = leaves({ ...alert, ...more.alert }, { ...part, ...more.part }, to, more.way ?? 'PAGE', MOMENT);
  return verdict.leaves ? (verdict.acts ? 'to act by' : 'to compare') : verdict.why;
};

describe('what leaves', () => {
  it('is decided for each part, recipient and way', () => {
    expect(why({})).toBe('to act by');
    expect(why({ way: 'MACHINE' })).toBe('to act by');
    expect(why({ part: { pap: 'AMBER' }, way: 'MACHINE' })).toBe('to compare');
    expect(why({ part: { pap: 'RED' }, way: 'MACHINE' })).toBe('use');
    expect(why({ part: { pap: 'RED' } })).toBe('to compare');
    expect(why({ part: { tlp: 'RED' } })).toBe('sharing');
    expect(why({ part: { tlp: 'RED' }, to: { named: true } })).toBe('to act by');
    expect(why({ part: { tlp: 'RED' }, to: { named: true }, way: 'MACHINE' })).toBe('sharing');
    expect(why({ part: { tlp: 'AMBER_STRICT' }, to: { passesOn: true } })).toBe('sharing');
    expect(why({ to: { member: false } })).toBe('not-member');
    expect(why({ to: { addressed: false } })).toBe('not-addressed');
    expect(why({ to: EVERYBODY, way: 'PUBLIC' })).toBe('sharing');
    expect(why({ part: { type: 'INTERNAL_NOTE' } })).toBe('not-exportable');
    expect(why({ part: { about: 'CHILD' } })).toBe('child');
    expect(why({ part: { type: 'ACCOUNT' }, to: { audiences: ['ISP'] } })).toBe('kind');
    expect(why({ alert: { state: 'RECALLED' } })).toBe('not-standing');
    expect(why({ alert: { expiresAt: MOMENT } })).toBe('expired');
    expect(why({ alert: { effectiveAt: new Date(MOMENT.getTime() + 1) } })).toBe('not-yet');
    const open = {
      alert: { tlp: 'CLEAR', audiences: ['PUBLIC'] },
      part: { tlp: 'CLEAR', type: 'TEXT' },
      to: EVERYBODY,
    };
    expect(why({ ...open, to: EVERYBODY, way: 'PUBLIC' })).toBe('to act by');
    expect(why({ ...open, to: EVERYBODY, part: { tlp: 'CLEAR' }, way: 'PUBLIC' })).toBe('kind');
    expect(why({ ...open, to: EVERYBODY, alert: { tlp: 'CLEAR' }, way: 'PUBLIC' })).toBe('not-addressed');
  });

  it('never stands above the marking and never holds a child’s field, of many random exports', () => {
    let left = 0;
    for (const one of randomExports(60_000, 17)) {
      const verdict = leaves(one.alert, one.part, one.to, one.way, MOMENT);
      if (!verdict.leaves) continue;
      left += 1;
      const wrong = wrongToLeave(one);
      if (wrong !== undefined) expect.fail(`${wrong}: ${JSON.stringify(one)}`);
      if (verdict.acts && actsTooMuch(one)) expect.fail(`acts: ${JSON.stringify(one)}`);
    }
    // A rule that lets nothing pass would hold too.
    expect(left).toBeGreaterThan(500);
  });
});

describe('how an alert may be addressed', () => {
  it('a public one is clear, a red one is named, each has somebody, and no part is more open than it', () => {
    const to = { tlp: 'GREEN' as const, audiences: [], functions: [], named: [] };
    expect(addressingFault(to)).toBe('audiences');
    expect(addressingFault({ ...to, audiences: ['PUBLIC'] })).toBe('tlp');
    expect(addressingFault({ ...to, tlp: 'CLEAR', audiences: ['PUBLIC'] })).toBeUndefined();
    expect(addressingFault({ ...to, tlp: 'RED', functions: ['INVESTIGATE'], named: ['A'] })).toBe('tlp');
    expect(addressingFault({ ...to, tlp: 'RED', named: ['A'] })).toBeUndefined();
    expect(isAtLeast({ tlp: 'CLEAR', pap: 'GREEN' }, alert)).toBe(false);
    expect(isAtLeast({ tlp: 'AMBER', pap: 'CLEAR' }, alert)).toBe(false);
    expect(isAtLeast({ tlp: 'GREEN', pap: 'GREEN' }, alert)).toBe(true);
  });
});
