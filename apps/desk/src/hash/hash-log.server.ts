import type { MatchLogFilters } from '../../../../src/hashes/index.ts';
import { addDays, startOfVietnamDate } from '../../../../src/kernel/time.pure.ts';
import { dateParam } from '../../../shared/written-date.ts';

/** Filters of the match log as the address says them. */
export function logFilters(params: URLSearchParams): MatchLogFilters {
  const one = (name: string) => params.get(name) || undefined;
  const day = (name: string, plus: number) => {
    const date = dateParam(params, name);
    return date === undefined ? undefined : startOfVietnamDate(addDays(date, plus));
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
