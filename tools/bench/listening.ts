import { findDetails, isVietnamese, shippedModel } from '../../src/listening/index.ts';
import {
  bandKeys,
  FeatureExtractor,
  minHash,
  type NormalisedText,
  normalise,
  perturb,
  perturbations,
  randomFrom,
  similarity,
} from '../../src/text/index.ts';
import type { BenchRow } from '../bench.ts';
import { atLeast } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const TEXTS = 20_000;
const ROUNDS = 5;
const WORDS =
  'hôm nay trời đẹp quá các bạn ơi đi chơi công viên không nhỉ lớp mình học vẽ tranh chiều thứ bảy nhớ mang bút màu áo mưa nhé cô giáo khen cả nhóm làm bài tốt lắm tối về nhà ăn cơm cùng gia đình rồi đọc sách trước khi ngủ'.split(
    ' ',
  );

const FROM_RAW = 'classify end to end, from the raw text';

/**
 * `npm run bench -- listening`: the text stages one by one and together, texts a second on one thread, over neutral generated posts of
 * 48 characters on average, one in five disguised in some way. Median and slowest of five rounds by the clock, and texts for each second
 * of processor time, which a busy machine does not change.
 */
export default async function listening(): Promise<readonly BenchRow[]> {
  const random = randomFrom(1);
  const raw = Array.from({ length: TEXTS }, () => {
    const count = 4 + Math.floor(random() * 15);
    const text = Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
    const how = perturbations[Math.floor(random() * perturbations.length)] as (typeof perturbations)[number];
    return random() < 0.2 ? perturb(how, text, random) : text;
  });
  const texts = raw.map(normalise);
  const signatures = texts.map(minHash);
  const model = shippedModel();
  const extractor = new FeatureExtractor();
  const rows: BenchRow[] = [];
  const measure = (what: string, act: (at: number) => unknown) => {
    const rates: number[] = [];
    let cpu = 0;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const started = performance.now();
      const used = process.cpuUsage();
      for (let at = 0; at < TEXTS; at += 1) act(at);
      // The first round is the compiler's.
      if (round === 0) continue;
      rates.push(TEXTS / ((performance.now() - started) / 1000));
      const { user, system } = process.cpuUsage(used);
      cpu += (user + system) / 1e6;
    }
    rows.push({
      what,
      unit: 'texts/s on one core',
      n: TEXTS * ROUNDS,
      median: Math.round(quantile(rates, 0.5)),
      slowest: Math.round(Math.min(...rates)),
      perCpuSecond: Math.round((TEXTS * ROUNDS) / cpu),
    });
  };
  const text = (at: number) => texts[at] as NormalisedText;
  measure('normalise', (at) => normalise(raw[at] as string));
  measure('language', (at) => isVietnamese(text(at)));
  measure('features', (at) => extractor.extract(text(at)));
  measure('classify, text already normalised', (at) => model.classify([text(at)]));
  measure(FROM_RAW, (at) => model.classify([normalise(raw[at] as string)]));
  measure('near-duplicate: signature', (at) => minHash(text(at)));
  measure('near-duplicate: keys', (at) => bandKeys(signatures[at] as Uint32Array));
  measure('near-duplicate: compare', (at) =>
    similarity(signatures[at] as Uint32Array, signatures[(at * 7919) % TEXTS] as Uint32Array),
  );
  measure('personal details', (at) => findDetails(text(at)));
  measure('all of it', (at) => {
    const n = normalise(raw[at] as string);
    return [isVietnamese(n), bandKeys(minHash(n)), model.classify([n]), findDetails(n)];
  });
  const classified = rows.find((row) => row.what === FROM_RAW)?.median;
  return [...rows, atLeast(`texts a second, ${FROM_RAW}`, Number(classified), 25_000)];
}
