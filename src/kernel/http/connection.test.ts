import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { coarseAddress, noteConnection } from './connection.ts';

const now = new Date('2026-11-24T02:00:00Z');
function from(peer: string, forwarded: string | undefined, proxies: string, encrypted = false) {
  const request = {
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: peer, ...(encrypted ? { encrypted, getPeerCertificate: () => ({}) } : {}) },
  } as unknown as IncomingMessage;
  const config: Config = readConfig(proxies === '' ? {} : { TRUSTED_PROXIES: proxies });
  return { ...noteConnection(request, config, now), coarse: coarseAddress(request) };
}

describe('the address of a caller', () => {
  test('is what the nearest proxy that is named says, past every other that is named', () => {
    expect(from('10.0.0.1', '203.0.113.7', '10.0.0.1').address).toBe('203.0.113.7');
    expect(from('10.0.0.1', '203.0.113.7, 10.0.0.2', '10.0.0.0/24').address).toBe('203.0.113.7');
    // What the caller wrote itself stands before the proxy's word.
    expect(from('10.0.0.1', '198.51.100.1, 203.0.113.7', '10.0.0.0/24').address).toBe('203.0.113.7');
    expect(from('10.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.0/24').address).toBe('10.0.0.2');
    expect(from('::ffff:10.0.0.1', '203.0.113.7', '10.0.0.1').address).toBe('203.0.113.7');
  });

  test('is its own where it is no proxy that is named, or came by our own TLS listener', () => {
    expect(from('198.51.100.9', '203.0.113.7', '10.0.0.1').address).toBe('198.51.100.9');
    expect(from('10.0.0.1', '203.0.113.7', '').address).toBe('10.0.0.1');
    expect(from('10.0.0.1', '203.0.113.7', '10.0.0.1', true).address).toBe('10.0.0.1');
    expect(from('10.0.0.1', 'nonsense', '10.0.0.1').address).toBe('10.0.0.1');
  });

  test('proxies are named and never counted', () => {
    for (const count of ['1', '0', '5', 'all']) {
      expect(() => readConfig({ TRUSTED_PROXIES: count })).toThrow(ConfigError);
      expect(() => readConfig({ TRUSTED_PROXIES: count })).toThrow(/must be addresses or ranges/);
    }
  });

  test('is canonical, and a /64 is one for limits, however it is written', () => {
    const home = '2001:db8:0:0';
    for (const written of ['2001:db8::a:b:c:d', '2001:0DB8:0000:0000:1:2:3:4', '2001:db8::1', '2001:db8:0:0::9'])
      expect(from(written, undefined, '').coarse).toBe(home);
    expect(from('2001:db8:0:1::1', undefined, '').coarse).not.toBe(home);
    expect(from('fe80::1%eth0', undefined, '').coarse).toBe('fe80:0:0:0');
    expect(from('::ffff:203.0.113.7', undefined, '')).toMatchObject({ address: '203.0.113.7', coarse: '203.0.113.7' });
    expect(from('::ffff:cb00:7107', undefined, '').coarse).toBe('203.0.113.7');
    expect(from('203.0.113.7', undefined, '').coarse).toBe('203.0.113.7');
  });
});
