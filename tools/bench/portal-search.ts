import type { BenchRow } from '../bench.ts';
import { atMost } from './support/bench-target.ts';
import { libraryOf, readerNames, readerOf, search, writtenItems } from './support/library.testing.ts';
import { quantile } from './support/quantile.ts';

/** Milliseconds. Source: issue H, figures. */
const SEARCH_MOST = 50;
const ITEMS = 10_000;
/** As children and adults type: with and without diacritics, unfinished, a whole sentence, nothing that there is. */
const QUERIES = [
  'bat nat',
  'bị bắt nạt',
  'doa tung anh',
  'em bị bạn nhắn tin dọa tung ảnh giúp em với',
  'mat kh',
  'mật khẩu',
  'em',
  'ảnh của em bị ghép',
  'nạp tiền game',
  'ko muon di hoc',
  'con chơi game cả ngày',
  'người lạ rủ gặp',
  'thay co lam gi khi hoc tro ke',
  'xyzzy',
];
const ROUNDS = 20;

/**
 * `npm run bench -- portal-search [--items N]`: the search of the reading pages over ten thousand items, for every reader. The texts are
 * those of the first day, each many times with the title of another, so that words are as common as in Vietnamese that is read.
 */
export default async function portalSearch(args: readonly string[]): Promise<readonly BenchRow[]> {
  const given = args.indexOf('--items');
  const count = given < 0 ? ITEMS : Number(args[given + 1]);
  const written = writtenItems();
  const items = Array.from({ length: count }, (_, at) => {
    const item = written[at % written.length] as (typeof written)[number];
    const other = written[(at * 7 + Math.floor(at / written.length)) % written.length] as (typeof written)[number];
    return { ...item, id: `${item.id}-${at}`, body: { ...item.body, title: other.body.title } } as typeof item;
  });
  const begun = performance.now();
  const library = libraryOf(items);
  const first = milliseconds(() => search(library, 'bắt nạt', { language: 'vi', most: 20 }));
  const made = performance.now() - begun;
  const readers = [undefined, ...readerNames.map(readerOf)];
  const times = Array.from({ length: ROUNDS }, () =>
    QUERIES.flatMap((query) =>
      readers.map((reader) =>
        milliseconds(() => search(library, query, { language: 'vi', most: 20, ...(reader && { reader }) })),
      ),
    ),
  ).flat();
  return [
    { what: 'items', n: items.length },
    { what: 'library and index made, ms', n: 1, value: Math.round(made), first: Math.round(first) },
    {
      what: 'search, ms',
      n: times.length,
      p50: Number(quantile(times, 0.5).toFixed(1)),
      p95: Number(quantile(times, 0.95).toFixed(1)),
      p99: Number(quantile(times, 0.99).toFixed(1)),
    },
    atMost('search over 10,000 items, p95, ms', quantile(times, 0.95), SEARCH_MOST),
  ];
}

function milliseconds(act: () => unknown): number {
  const begun = performance.now();
  act();
  return performance.now() - begun;
}
