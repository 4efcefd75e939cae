import type { MatchLogFilters } from '../../../../src/hashes/index.ts';
import { addDays, isDate, startOfVietnamDate } from '../../../../src/kernel/time.pure.ts';

/** Filters of the match log as the address says them. */
export function logFilters(params: URLSearchParams): MatchLogFilters {
  const one = (name: string) => params.get(name) || undefined;
  const day = (name: string, plus: number) => {
    const text = one(name);
    return text && isDate(text) ? startOfVietnamDate(addDays(text, plus)) : undefined;
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
