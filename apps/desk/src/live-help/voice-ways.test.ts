import { expect, it } from 'vitest';
import { gatherMost, isLastAwaited } from './voice-ways.ts';

const [STUN, TURN] = [{ urls: 'stun:a.example.vn' }, { urls: 'turns:b.example.vn:5349?transport=tcp' }];

it('an answer waits for the relay where there is one: its way is found after all others', () => {
  expect(isLastAwaited('srflx', [STUN, TURN])).toBe(false);
  expect(isLastAwaited('relay', [STUN, TURN])).toBe(true);
  expect(gatherMost([STUN, TURN])).toBeGreaterThan(gatherMost([STUN]));
});

it('without a relay it waits for no more than its own address as others see it', () => {
  expect(isLastAwaited('srflx', [STUN])).toBe(true);
  expect(isLastAwaited('host', [STUN])).toBe(false);
  expect(isLastAwaited(null, [])).toBe(false);
});
