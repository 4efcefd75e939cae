import type { ListFilters } from '../../../../src/intake/index.ts';
import { onlineIncident, reportChannel, reportStatus } from '../../../../src/vocabulary/index.ts';
import { provinceChoices } from '../agency/admin-units.server.ts';
import { options } from '../server/codes.server.ts';

/** The filters of the queue as they stand in the address. Unknown values are passed on: the verb says what is wrong with them. */
export function filtersOf(params: URLSearchParams): ListFilters {
  const one = (name: string) => params.get(name) || undefined;
  const list = (name: string) => one(name)?.split(',');
  const given = {
    scope: one('pham-vi') === 'tat-ca' ? 'all' : 'open',
    desk: one('ban'),
    status: list('trang-thai'),
    urgency: list('khan')?.map((code) => (code === 'chua' ? 'unscreened' : code)),
    incident: one('loai'),
    province: one('tinh'),
    channel: one('kenh'),
    assigned: { toi: 'me', 'chua-ai': 'nobody' }[one('ai') ?? ''] ?? one('ai'),
    overdue: one('qua-han') === '1' || undefined,
    unanswered: one('cho-tra-loi') === '1' || undefined,
    after: one('sau'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ListFilters;
}

const NAMES = ['pham-vi', 'ban', 'trang-thai', 'khan', 'loai', 'tinh', 'kenh', 'ai', 'qua-han', 'cho-tra-loi', 'sau'];

/** The filters and the page of the queue as the end of an address: they go along from report to report. */
export function queueAddress(params: URLSearchParams): string {
  const kept = new URLSearchParams(NAMES.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])));
  return kept.size === 0 ? '' : `?${kept}`;
}

/** The choices of the longer filters. */
export function filterChoices() {
  return {
    'trang-thai': options(reportStatus),
    loai: options(onlineIncident),
    tinh: provinceChoices(),
    kenh: options(reportChannel),
  };
}
