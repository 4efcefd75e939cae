import { openWebhookAccount } from '../../channels/index.ts';
import { type Ctx, DAY, deskAddress, newId, ok, systemActor } from '../../kernel/index.ts';
import { deliver, waysOfMembers } from '../deliveries/deliver.ts';
import { networkSender } from '../deliveries/network-sender.ts';
import type { Told } from '../deliveries/told.ts';
import { agenciesUnsent, batchOutcomes, outcomesOfBatch } from './report-store.ts';

const EXIT = systemActor('takedown.push-outcomes');
export const OUTCOME_BATCH = 'machine-report-outcomes';
/** Outcomes in one call: a member that filed thousands is not called thousands of times. */
const BATCH = 100;
/** What was given before is read on the page and by the API: whoever enters a webhook later is not sent years at once. */
const SINCE = 2 * DAY;

/**
 * Has new outcomes leave for the webhooks of who filed, by the account of the agency that coordinates the network. A member without a webhook
 * fetches them, as all may. Safe to repeat. @returns how many calls
 */
export async function pushOutcomes(ctx: Ctx): Promise<number> {
  const platform = ctx.as(EXIT);
  const since = new Date(ctx.now.getTime() - SINCE);
  const read = await platform.transaction(async (tx) => ok(await agenciesUnsent(tx, since)));
  if (!read.ok) throw new Error(read.refusal.code);
  if (read.value.length === 0) return 0;
  const sender = await networkSender(ctx);
  if (sender === undefined) return 0;
  const opened = await openWebhookAccount(platform, sender);
  if (!opened.ok) throw new Error(opened.refusal.code);
  let calls = 0;
  for (const agency of read.value)
    for (;;) {
      const done = await platform.transaction(async (tx) => {
        const contacts = ((await waysOfMembers(ctx, tx, [agency])).get(agency) ?? []).filter(
          ({ channel }) => channel === 'WEBHOOK',
        );
        if (contacts.length === 0) return ok(0);
        const batch = newId<'outcome-batch'>(tx.now.getTime());
        const count = await batchOutcomes(tx, agency, since, batch, BATCH);
        if (count === 0) return ok(0);
        for (const contact of contacts)
          await deliver(ctx, tx, contact, {
            kind: 'REPORT_OUTCOMES',
            object: { kind: OUTCOME_BATCH, id: batch },
            reference: String(count),
            sender,
            demonstration: ctx.kernel.config.demonstration,
          });
        calls += contacts.length;
        return ok(count);
      });
      if (!done.ok) throw new Error(done.refusal.code);
      if (done.value < BATCH) break;
    }
  return calls;
}

/** What a call says of its outcomes: codes and references, never an address or a word of a report. */
export async function tellOutcomes(ctx: Ctx, batch: string): Promise<Told | undefined> {
  const found = await ctx.as(EXIT).transaction(async (tx) => ok(await outcomesOfBatch(tx, batch)), { keep: true });
  if (!found.ok) throw new Error(found.refusal.code);
  const [first] = found.value;
  if (!first) return undefined;
  return {
    type: 'machine-report.outcome',
    at: first.given_at,
    data: {
      outcomes: found.value.map(({ report, reference, round, code, given_at }) => ({
        report,
        reference,
        round,
        code,
        given_at: given_at.toISOString(),
      })),
      outcomes_url: deskAddress(ctx.kernel.config, '/api/v1/machine-report-outcomes'),
      test: found.value.every(({ test }) => test),
    },
    letter: [],
  };
}
