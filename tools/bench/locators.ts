import { hashesOf, readMatchKey } from '../../src/takedown/index.ts';
import type { BenchRow } from '../bench.ts';
import { atLeast } from './support/bench-target.ts';

const COUNT = 200_000;
const ROUNDS = 5;

/** `npm run bench -- locators`: addresses a second on one core, plain ones, those of services with rules, and those written to be hard. */
export default async function locators(): Promise<readonly BenchRow[]> {
  const plain = addresses((at) => `https://trang-${at % 5_000}.example.vn/bai-viet/${at}?id=${at}`);
  const services = addresses((at) =>
    at % 2 === 0
      ? `https://www.youtube.com/watch?v=${String(at).padStart(11, 'a')}&t=12s`
      : `https://m.facebook.com/ten.${at}/posts/${at}?mibextid=x`,
  );
  const hard = addresses((at) => `http://%62áo-${at % 5_000}.vn:8080/a//b/../%2563/${at}?x=%2541#c`);
  const mixed = addresses((at) => [plain, plain, services, hard][at % 4]?.[at] as string);
  const rows = [
    row('match key: plain addresses', plain, readMatchKey),
    row('match key: addresses of services', services, readMatchKey),
    row('match key: escapes, ports, international names', hard, readMatchKey),
    row('match key: half plain, a quarter each of the others', mixed, readMatchKey),
    row('hashes of all expressions', plain.slice(0, 20_000), hashesOf),
  ];
  return [...rows.map(({ row }) => row), atLeast('match keys a second on one core', rows[3]?.perSecond ?? 0, 200_000)];
}

const addresses = (of: (at: number) => string) => Array.from({ length: COUNT }, (_, at) => of(at));

/** The middle of the rounds, after one that is not counted. */
function row(what: string, of: readonly string[], read: (address: string) => unknown) {
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    for (const address of of) read(address);
    if (round > 0) rates.push((of.length * 1_000) / (performance.now() - from));
  }
  const perSecond = Math.round(rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number);
  return { perSecond, row: { what, perSecond } };
}
