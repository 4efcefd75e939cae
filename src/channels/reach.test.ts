import { expect, test } from 'vitest';
import { code } from '../../tools/test/test-result.ts';
import { allowedAddresses, readConfig } from '../kernel/index.ts';
import { channelNetwork } from './reach.ts';

const network = (ranges?: string) =>
  channelNetwork(readConfig(ranges === undefined ? {} : { CHANNEL_NETWORKS: ranges }));

test('mail’s ports are open to public addresses, other services’ are not', () => {
  for (const port of [25, 143, 465, 587, 993, 2775, 443]) expect(network().allows('93.184.215.14', port)).toBe(true);
  for (const port of [22, 23, 111]) expect(network().allows('93.184.215.14', port)).toBe(false);
});

test('a private address is reached where the operator named its range, and nowhere else', async () => {
  const reached = async (ranges: string | undefined, address: string) =>
    code(await allowedAddresses(network(ranges), address, 2775));
  expect(await reached(undefined, '10.20.0.5')).toBe('link.private-network');
  expect(await reached('10.20.0.0/24', '10.20.0.5')).toBe('accepted');
  expect(await reached('10.20.0.0/24', '10.20.1.5')).toBe('link.private-network');
  expect(await reached('10.20.0.0/24', '169.254.169.254')).toBe('link.private-network');
});

test('a name with one private address among public ones is not connected to at all', async () => {
  const mixed = { ...network(), resolve: async () => ['93.184.215.14', '127.0.0.1'] };
  expect(code(await allowedAddresses(mixed, 'imap.example.vn', 993))).toBe('link.private-network');
  const none = { ...network(), resolve: async () => Promise.reject(new Error('ENOTFOUND')) };
  expect(code(await allowedAddresses(none, 'imap.example.vn', 993))).toBe('link.unresolved');
});
