import { type Ctx, HOUR, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { normalise } from '../../text/index.ts';
import { openedPosts } from '../posts/opened-posts.ts';
import { wordsOf } from '../rules/rule.ts';
import { findDetails } from '../text/index.ts';
import { burstOf, SUPPORT_LEAST, stepsOf, Z_LEAST } from './burst.ts';
import { labelHours, placeHours, placeKey, putTrends, type TrendRow } from './dashboard-store.ts';

/** Labels: seven days in steps of three hours. Terms: as long as texts are kept, in steps of six. */
const LABELS = { step: 3 * HOUR, steps: 56 } as const;
const TERMS = { step: 6 * HOUR, steps: 8 } as const;
/** Posts whose words are counted, newest first. */
const POSTS_MOST = 20_000;
const PAGE = 1_000;
const SHOWN = 30;
const PLACES_SHOWN = 100;

/**
 * Looks at what rises: labels in their counts by hour, over the country and in each province, and terms in the texts that are still kept. A term is written
 * down only where at least 20 different people wrote it in the last step, in posts without details of a person.
 * @returns how many rise
 */
export async function findTrends(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(systemActor('listening.find-trends'));
  const end = ctx.now;
  const start = new Date(end.getTime() - LABELS.step * LABELS.steps);
  const counted = await system.transaction(async (tx) => {
    const [labels, places] = await Promise.all([labelHours(tx, start, end), placeHours(tx, start, end)]);
    return ok([
      ...labels.map((row) => ({ ...row, kind: 'label' as const, key: row.label })),
      ...places.map((row) => ({ ...row, kind: 'place' as const, key: placeKey(row.province, row.label) })),
    ]);
  });
  if (!counted.ok) return counted;
  const terms = await termSteps(system, end);
  if (!terms.ok) return terms;
  const looked: TrendRow[] = [
    ...[...Map.groupBy(counted.value, ({ kind, key }) => `${kind} ${key}`).values()].map((hours) => {
      const [{ kind, key }] = hours as [(typeof hours)[number]];
      const steps = stepsOf(
        hours.map(({ hour, n }) => ({ at: hour, n })),
        end,
        LABELS.step,
        LABELS.steps,
      );
      return { kind, key, support: steps.at(-1) ?? 0, ...burstOf(steps) };
    }),
    ...terms.value.map(({ term, steps }) => ({
      kind: 'term' as const,
      key: term,
      support: steps.at(-1) ?? 0,
      ...burstOf(steps),
    })),
  ];
  const risen = looked
    .filter(({ support, z }) => support >= SUPPORT_LEAST && z >= Z_LEAST)
    .sort((a, b) => b.z - a.z || (a.key < b.key ? -1 : 1));
  // Provinces do not push what rises in the whole country out of the list.
  const found = [true, false].flatMap((isPlace) =>
    risen.filter(({ kind }) => (kind === 'place') === isPlace).slice(0, isPlace ? PLACES_SHOWN : SHOWN),
  );
  return system.transaction(async (tx) => {
    await putTrends(
      tx,
      found.map((trend) => ({ ...trend, id: newId<'trend'>(tx.now.getTime()) })),
    );
    return ok(found.length);
  });
}

/** Of every term the different people who wrote it, by step. */
async function termSteps(system: Ctx, end: Date): Promise<Result<{ term: string; steps: number[] }[]>> {
  const start = new Date(end.getTime() - TERMS.step * TERMS.steps);
  const people = new Map<string, Set<string>[]>();
  let looked = 0;
  for (let last: string | null = null; looked < POSTS_MOST; ) {
    const page = await system.transaction(async (tx) =>
      ok(await openedPosts(system, tx, { from: start, to: end }, last, PAGE)),
    );
    if (!page.ok) return page;
    for (const { post, text = '' } of page.value) {
      const by = post.pseudonym?.toString('hex') ?? post.id;
      const step = TERMS.steps - 1 - Math.floor((end.getTime() - 1 - post.observedAt.getTime()) / TERMS.step);
      if (step < 0 || step >= TERMS.steps) continue;
      for (const term of termsOf(text)) {
        const steps = people.get(term) ?? Array.from({ length: TERMS.steps }, () => new Set<string>());
        people.set(term, steps);
        steps[step]?.add(by);
      }
    }
    looked += page.value.length;
    last = page.value.at(-1)?.post.id ?? null;
    if (page.value.length < PAGE) break;
  }
  return ok(
    [...people]
      .filter(([, steps]) => (steps.at(-1)?.size ?? 0) >= SUPPORT_LEAST)
      .map(([term, steps]) => ({ term, steps: steps.map((who) => who.size) })),
  );
}

/** Words that join others and say nothing by themselves, without diacritics. */
const JOINING = new Set(
  'la va cua co khong duoc cho nguoi nay nhung voi mot cac da trong minh khi thi di roi nhu ma cung lai se dang bi o tu den ra vao len con nhe nha a oi the cai rat qua nen vi de ve'.split(
    ' ',
  ),
);
const TERMS_OF_A_POST = 400;

/**
 * Pairs of words that stand side by side, each once. A post with details of a person gives none: where forty people pass
 * on one child's school and number, the child's name would stand among what rises.
 */
export function termsOf(text: string): ReadonlySet<string> {
  const read = normalise(text);
  if (findDetails(read).length > 0) return new Set();
  const words = wordsOf(read.stripped).trim().split(' ').slice(0, TERMS_OF_A_POST);
  const terms = new Set<string>();
  for (let at = 0; at + 1 < words.length; at += 1) {
    const [one, two] = [words[at] as string, words[at + 1] as string];
    if (/\d/.test(one) || /\d/.test(two) || one.length + two.length < 5 || one.length > 20 || two.length > 20) continue;
    if (JOINING.has(one) || JOINING.has(two)) continue;
    terms.add(`${one} ${two}`);
  }
  return terms;
}
