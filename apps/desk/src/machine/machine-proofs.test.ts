import { expect, test } from 'vitest';
import { testCertificate } from '../../../../tools/test/test-certificate.ts';
import { addressesIn, certificatesIn } from './machine-proofs.server.ts';

const A = 'AB:'.repeat(31).concat('CD');

test('certificates are read as tools print their fingerprints, or whole', () => {
  const { certificate, fingerprint } = testCertificate(
    'member.example',
    new Date('2026-01-01'),
    new Date('2027-01-01'),
  );
  expect(certificatesIn('')).toEqual([]);
  expect(certificatesIn(` ${A}\n${'ef'.repeat(32)} `)).toEqual([A, 'ef'.repeat(32)]);
  expect(certificatesIn(`sha256 Fingerprint=${A}`)).toEqual([A]);
  const [read, other] = certificatesIn(`${certificate}\n${A}`);
  expect(read?.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
  expect(other).toBe(A);
});

test('what is no certificate is left for the verb to refuse', () => {
  expect(certificatesIn('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toEqual(['unreadable']);
  expect(certificatesIn('khong phai chung thu')).toEqual(['khong', 'phai', 'chung', 'thu']);
});

test('addresses stand one a line or behind commas', () => {
  expect(addressesIn('203.0.113.7, 2001:db8::/32\n198.51.100.0/24')).toEqual([
    '203.0.113.7',
    '2001:db8::/32',
    '198.51.100.0/24',
  ]);
  expect(addressesIn(' ')).toEqual([]);
});
