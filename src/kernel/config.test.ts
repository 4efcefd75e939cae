import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('settings', () => {
  test('all have a default', () => {
    expect(readConfig({})).toMatchObject({
      portalPort: 3000,
      deskPort: 3001,
      databaseUrl: undefined,
      publicProtocol: 'http',
    });
  });

  test.each([
    [{ PORTAL_PORT: 'abc' }, /^PORTAL_PORT="abc": must be a number/],
    [{ DESK_PORT: '70000' }, /^DESK_PORT="70000": must be between/],
    [{ DESK_PORT: '3000' }, /^DESK_PORT="3000": the portal already has this port/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL="loud": must be fatal/],
    [{ PUBLIC_PROTOCOL: 'gopher' }, /^PUBLIC_PROTOCOL="gopher": must be http or https/],
    [{ OIDC_ISSUER: 'https://sso.example' }, /OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together/],
  ])('a wrong one is named: %o', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(message);
  });

  test('the message never repeats a value that may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).toThrow(
      /^DATABASE_URL: must look like postgres:/,
    );
  });

  test('an empty variable is no value', () => {
    expect(readConfig({ DATABASE_URL: '', PORTAL_PORT: '' }).portalPort).toBe(3000);
  });

  test.each([
    [{ LISTEN_HOST: '0.0.0.0' }, 'LISTEN_HOST'],
    [{ PUBLIC_PROTOCOL: 'https' }, 'PUBLIC_PROTOCOL'],
    [{ TRUSTED_PROXIES: '10.0.0.1' }, 'TRUSTED_PROXIES'],
    [{ PORTAL_HOSTS: 'treem.example' }, 'PORTAL_HOSTS'],
    [{ DESK_HOSTS: 'ban.example' }, 'DESK_HOSTS'],
    [{ MACHINE_PORT: '0', MACHINE_TLS_KEY_FILE: 'a', MACHINE_TLS_CERT_FILE: 'b' }, 'MACHINE_PORT'],
  ])('the demonstration shows its passwords to everybody, so it runs on nothing public: %o', (environment, name) => {
    expect(() => readConfig({ ...environment, DEMONSTRATION: 'on' })).toThrow(
      new RegExp(`^DEMONSTRATION="on": .*${name} opens it to others`),
    );
    expect(readConfig({ PUBLIC_PROTOCOL: 'https', ...environment }).demonstration).toBe(false);
    expect(readConfig({ LISTEN_HOST: '127.0.0.1' }).demonstration).toBe(true);
  });

  test.each([
    [{ PORTAL_HOSTS: 'treem.example' }, 'PORTAL_HOSTS'],
    [{ DESK_HOSTS: 'ban.example', PUBLIC_PROTOCOL: 'http' }, 'DESK_HOSTS'],
  ])('public hosts over plain http start nothing: %o', (environment, name) => {
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${name} names public hosts, .*PUBLIC_PROTOCOL=https`));
    expect(readConfig({ ...environment, PUBLIC_PROTOCOL: 'https' }).publicProtocol).toBe('https');
  });
});
