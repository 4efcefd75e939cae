import { expect, test } from 'vitest';
import { messageName, readReceipt } from './delivery-receipt.ts';

test.each([
  [
    'id:abc1 sub:001 dlvrd:001 submit date:2611240000 done date:2611240000 stat:DELIVRD err:000 text:Tong dai',
    'abc1',
    'delivered',
    'delivrd',
  ],
  [
    'id: 7220bb6b Sub:001 Dlvrd:000 Submit Date:261124 Done Date:261124 Stat:UNDELIV Err:01A Text:',
    '7220bb6b',
    'failed',
    'undeliv-01a',
  ],
  ['ID:123456789 STAT:EXPIRED ERR:0', '123456789', 'failed', 'expired'],
  ['id:1-2.3 status:Rejected error:34', '1-2.3', 'failed', 'rejected-34'],
  ['id:9 stat:ENROUTE err:000', '9', 'under-way', 'enroute'],
  ['id:9 stat:ACCEPTD', '9', 'under-way', 'acceptd'],
  ['id:9 stat:BLOCKED err:5', '9', 'failed', 'blocked-5'],
  ['id:9', '9', 'under-way', 'state-none'],
])('%s', (words, message, state, reason) => {
  expect(readReceipt(words)).toEqual({ message, state, reason });
});

test('fields come before words, and words that name no message are no receipt', () => {
  expect(readReceipt('id:1 stat:DELIVRD', { message: 'AB', state: 5 })).toMatchObject({
    message: 'AB',
    state: 'failed',
  });
  expect(readReceipt('', { message: 'AB', state: 2 })).toMatchObject({ message: 'AB', state: 'delivered' });
  expect(readReceipt('', { message: 'AB', state: 77 })).toMatchObject({ state: 'under-way' });
  for (const words of ['', 'stat:DELIVRD', 'id: ', 'x'.repeat(10_000)]) expect(readReceipt(words)).toBeUndefined();
});

test('an identifier in hexadecimal digits is found in receipts that tell it in decimal ones', () => {
  expect(messageName('1A2B', true)).toBe('6699');
  expect(messageName('1A2B', false)).toBe('1a2b');
  expect(messageName('not-hex', true)).toBe('not-hex');
});
