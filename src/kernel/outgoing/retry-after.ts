import type { IncomingHttpHeaders } from 'node:http';

/** How long a server asks to be left alone (RFC 9110, 10.2.3: seconds or a date), in seconds; undefined where it does not say. */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: Date = new Date()): number | undefined {
  const said = headers['retry-after']?.trim();
  if (said === undefined) return undefined;
  if (/^\d{1,9}$/.test(said)) return Number(said);
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
