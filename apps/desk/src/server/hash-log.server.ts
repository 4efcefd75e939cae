import type { MatchLogFilters } from '../../../../src/hashes/index.ts';

const DAY = 86_400_000;

/** Filters of the match log as the address says them. */
export function logFilters(params: URLSearchParams): MatchLogFilters {
  const one = (name: string) => params.get(name) || undefined;
  const day = (name: string, plus: number) => {
    const text = one(name);
    return text && /^\d{4}-\d\d-\d\d$/.test(text)
      ? new Date(Date.parse(`${text}T00:00:00+07:00`) + plus * DAY)
      : undefined;
  };
  const entry = one('muc');
  const decision = one('ket-qua');
  return {
    agency: one('don-vi'),
    purpose: one('muc-dich'),
    bank: one('kho'),
    entry: entry && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(entry) ? entry : undefined,
    decision: decision === 'matched' || decision === 'watched' || decision === 'suppressed' ? decision : undefined,
    onlyHits: one('khop') === '1',
    from: day('tu', 0),
    to: day('den', 1),
  };
}
