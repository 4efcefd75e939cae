import type { TlsOptions } from 'node:tls';

/** Suites whose keys are forgotten after the handshake and that authenticate what they encrypt, the strongest first. */
const SUITES = [
  ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
];

/**
 * How TLS ends here for machines. Any certificate is taken and none is trusted for who signed it: a machine is who its
 * registered certificate says, whose key the handshake proves.
 */
export function machineTlsOptions(own: Pick<TlsOptions, 'key' | 'cert'>): TlsOptions {
  return {
    ...own,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ciphers: SUITES.join(':'),
    honorCipherOrder: true,
  };
}
