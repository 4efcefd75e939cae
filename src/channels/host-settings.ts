import { z } from 'zod';

/** Where a server that speaks no HTTP is, as an administrator enters it. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$/);
export const portNumber = z.coerce.number().int().min(1).max(65_535);
/** PEM of the authority of a server of the house; absent: the authorities that this machine trusts. */
export const certificateAuthority = z
  .string()
  .max(20_000)
  .regex(/^-----BEGIN CERTIFICATE-----/)
  .optional();
