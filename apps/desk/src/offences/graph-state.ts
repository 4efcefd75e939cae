import type { GraphSelection } from '../../../../src/offences/index.ts';
import { dateParam } from '../../../shared/written-date.ts';

/** A point as an address names it: `IDENTIFIER.<id>`. */
export interface PointRef {
  readonly kind: string;
  readonly id: string;
}

/**
 * What somebody looks at on a graph. It stands in the address alone, so that it survives a reload, can be printed and sent to a colleague;
 * ids and codes, and never a value of an identifier.
 */
export interface GraphState extends Omit<GraphSelection, 'expanded' | 'kinds' | 'hidden' | 'from' | 'to'> {
  readonly expanded: readonly PointRef[];
  readonly kinds: readonly string[];
  readonly hidden: readonly string[];
  /** Ends of a path that is looked for. */
  readonly from: PointRef | null;
  readonly to: PointRef | null;
  /** The point that the panel tells of. */
  readonly focus: PointRef | null;
  /** The two ends of the tie that the panel explains. */
  readonly why: readonly [PointRef, PointRef] | null;
  /** What the table is searched for. */
  readonly search: string;
  /** Page of the table, from 1. */
  readonly page: number;
}

const LEAST_MOST = 99;
const EXPANDED_MOST = 12;

export const refText = ({ kind, id }: PointRef): string => `${kind}.${id}`;
export const sameRef = (one: PointRef | null, other: PointRef | null): boolean =>
  one !== null && other !== null && one.kind === other.kind && one.id === other.id;

export function readRef(text: string | null | undefined): PointRef | null {
  const read = /^([A-Z_]{2,20})\.([0-9a-f-]{36})$/.exec(text ?? '');
  return read === null ? null : { kind: read[1] as string, id: read[2] as string };
}

/** A whole number of an address, as far as it lies between two; otherwise what stands for none. */
function whole<Otherwise>(text: string | null, least: number, most: number, otherwise: Otherwise): number | Otherwise {
  const value = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : otherwise;
}

/** What an address asks for. What it says wrongly is left out: an address is typed and cut short by people. */
export function readGraphState(params: URLSearchParams): GraphState {
  const [one, other] = (params.get('vi-sao') ?? '').split('~').map(readRef);
  const expanded = (params.get('mo') ?? '').split(',').flatMap((text) => readRef(text) ?? []);
  const unique = expanded.filter((ref, at) => expanded.findIndex((known) => sameRef(known, ref)) === at);
  const [since, until] = [dateParam(params, 'tu') ?? null, dateParam(params, 'den') ?? null];
  return {
    steps: params.get('buoc') === '1' ? 1 : 2,
    expanded: unique.slice(0, EXPANDED_MOST),
    kinds: [...new Set(params.getAll('loai'))],
    hidden: [...new Set(params.getAll('an'))],
    since,
    // Days in the wrong order would leave nothing, and look like a graph without links.
    until: since !== null && until !== null && until < since ? since : until,
    degreeMost: whole(params.get('bac'), 2, 5_000, null),
    degreeLeast: whole(params.get('it-nhat'), 1, LEAST_MOST, 1),
    from: readRef(params.get('a')),
    to: readRef(params.get('b')),
    focus: readRef(params.get('diem')),
    why: one && other ? [one, other] : null,
    search: (params.get('tim') ?? '').slice(0, 80),
    page: whole(params.get('trang'), 1, 99, 1),
  };
}

/** The same as the query of an address, without what stands for nothing. */
export function graphQuery(state: GraphState): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | null, unless?: string | number) => {
    if (value !== null && value !== '' && value !== unless) params.set(name, String(value));
  };
  put('buoc', state.steps, 2);
  put('mo', state.expanded.map(refText).join(','));
  for (const kind of state.kinds) params.append('loai', kind);
  for (const type of state.hidden) params.append('an', type);
  put('tu', state.since);
  put('den', state.until);
  put('bac', state.degreeMost);
  put('it-nhat', state.degreeLeast, 1);
  put('a', state.from && refText(state.from));
  put('b', state.to && refText(state.to));
  put('diem', state.focus && refText(state.focus));
  put('vi-sao', state.why?.map(refText).join('~') ?? null);
  put('tim', state.search);
  put('trang', state.page, 1);
  const query = params.toString();
  return query === '' ? '' : `?${query}`;
}

/** What is kept of it under a name: the part of the graph, and not where in it the reader was. */
export const selectionOf = ({ focus: _focus, why: _why, search: _search, page: _page, ...selection }: GraphState) =>
  selection;

/** A kept part of the graph as an address asks for it. */
export const stateOf = (selection: GraphSelection): GraphState => ({
  ...selection,
  focus: null,
  why: null,
  search: '',
  page: 1,
});
