import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { Kernel } from '../kernel.ts';
import { createMetrics } from '../metrics.ts';
import { noteConnection } from './connection.ts';
import { isProven, noteProven } from './proven-keys.ts';

const at = (ms: number) => new Date(1_800_000_000_000 + ms);
function asking(address: string, headers: Record<string, string>): IncomingMessage {
  const request = { headers, socket: { remoteAddress: address } } as unknown as IncomingMessage;
  noteConnection(request, readConfig({}), at(0));
  return request;
}

test('a key counts for a minute after it was proven, from the address that showed it, and in no other form', () => {
  const kernel = { metrics: createMetrics() } as unknown as Kernel;
  const key = { authorization: 'Bearer lachan_1' };
  expect(isProven(kernel, asking('203.0.113.7', key), at(0))).toBe(false);
  noteProven(kernel, asking('203.0.113.7', key), at(0));
  expect(isProven(kernel, asking('203.0.113.7', key), at(59_000))).toBe(true);
  expect(isProven(kernel, asking('203.0.113.7', key), at(60_000))).toBe(false);
  expect(isProven(kernel, asking('203.0.113.8', key), at(0))).toBe(false);
  expect(isProven(kernel, asking('203.0.113.7', { authorization: 'Bearer lachan_2' }), at(0))).toBe(false);
  expect(isProven(kernel, asking('203.0.113.7', { 'x-functions-key': 'lachan_1' }), at(0))).toBe(false);
  // Nobody proves the showing of nothing.
  noteProven(kernel, asking('203.0.113.7', {}), at(0));
  expect(isProven(kernel, asking('203.0.113.7', {}), at(0))).toBe(false);
});
