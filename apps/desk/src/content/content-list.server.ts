import type { ItemListFilters } from '../../../../src/takedown/index.ts';
import type { App } from '../../../server/app.ts';

/** The filters that an address asks for; what it does not know is left out. */
export function contentFilters(app: App, params: URLSearchParams): ItemListFilters {
  const { itemKinds, itemStates, sources, tiers } = app.modules.takedown;
  const among = <T extends string>(list: readonly T[], name: string): T | undefined =>
    list.find((one) => one === params.get(name));
  const states = (params.get('trang-thai') ?? '').split(',');
  const wanted = itemStates.filter((state) => states.includes(state));
  const hours = Number(params.get('cho'));
  const [first, ...rest] = wanted;
  return {
    ...(first ? { states: [first, ...rest] } : {}),
    kind: among(itemKinds, 'loai'),
    tier: among(tiers, 'muc'),
    source: among(sources, 'nguon'),
    platform: params.get('noi') || undefined,
    nationalClass: params.get('lop') || undefined,
    ...(Number.isInteger(hours) && hours > 0 && hours <= 8_760 ? { olderThanHours: hours } : {}),
    reference: params.get('ma')?.slice(0, 60) || undefined,
  };
}
