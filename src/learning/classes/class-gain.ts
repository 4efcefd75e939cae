import { wilson } from '../../listening/index.ts';
import { SMALLEST_SHOWN } from '../../vocabulary/index.ts';

/** What a class answered in a round: never what a child did. */
interface Sums {
  /** Children who handed in. */
  readonly answered: number;
  readonly questions: readonly { readonly question: string; readonly answered: number; readonly rightly: number }[];
}

/** Whether a class answers better than the first time. `unsure`: what is seen may well be chance. */
export type ClassGain = 'more' | 'unsure' | 'less';

/**
 * Compares the same questions of two rounds by the 95 % interval of the difference of their shares (Newcombe 1998, method 10, from Wilson's
 * intervals), and says it in a word, since a number of a class would be read as exact. The sample is the children and not their answers,
 * which hang together: so the interval is rather too wide than too narrow.
 * @returns null where fewer than ten answered in either, or no question is common to both
 */
export function gainOf(first: Sums, later: Sums): ClassGain | null {
  const common = first.questions.flatMap((one) => {
    const other = later.questions.find(({ question }) => question === one.question);
    return other && one.answered > 0 && other.answered > 0 ? [[one, other] as const] : [];
  });
  if (common.length === 0 || Math.min(first.answered, later.answered) < SMALLEST_SHOWN) return null;
  const [before, after] = [0, 1].map((at) => {
    const some = common.map((pair) => pair[at as 0 | 1]);
    const share = some.reduce((sum, { answered, rightly }) => sum + rightly / answered, 0) / some.length;
    const sample = Math.min(...some.map(({ answered }) => answered));
    return { share, sample, ...wilson(share, sample) };
  }) as [Interval, Interval];
  if (Math.min(before.sample, after.sample) < SMALLEST_SHOWN) return null;
  const difference = after.share - before.share;
  const low = difference - Math.hypot(after.share - after.low, before.high - before.share);
  const high = difference + Math.hypot(after.high - after.share, before.share - before.low);
  if (low > 0) return 'more';
  return high < 0 ? 'less' : 'unsure';
}

interface Interval {
  readonly share: number;
  readonly sample: number;
  readonly low: number;
  readonly high: number;
}
