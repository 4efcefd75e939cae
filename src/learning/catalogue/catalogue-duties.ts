import { ok } from '../../kernel/index.ts';
import { type DutySource, listedDuties } from '../../work/index.ts';
import { providerWordPolicy, reviewPolicy } from './catalogue-policies.ts';
import type { ProviderWordRow, ReviewRow } from './catalogue-tables.ts';
import { waitingProviderWords } from './providers/provider-store.ts';
import { waitingReviews } from './reviews/review-store.ts';

const MOST = 100;

/** Reviews of children that somebody reads before anybody else does. */
export const reviewDuties: DutySource = listedDuties<ReviewRow>({
  kind: 'product-review',
  topics: ['catalogue.review'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && reviewPolicy.couldEver(actor, 'product-review.decide', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingReviews(tx, MOST))),
  duty: (row) => ({
    object: { kind: 'product-review', id: row.id },
    reference: row.code,
    act: 'read-review',
    since: row.made_at,
  }),
});

/** What providers handed in and wait for an answer to. */
export const providerDuties: DutySource = listedDuties<ProviderWordRow>({
  kind: 'provider-word',
  topics: ['catalogue.provider'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && providerWordPolicy.couldEver(actor, 'provider-word.decide', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingProviderWords(tx, MOST))),
  duty: (row) => ({
    object: { kind: 'provider-word', id: row.id },
    reference: row.code,
    act: 'answer-provider',
    facts: { kind: row.kind },
    since: row.made_at,
  }),
});
