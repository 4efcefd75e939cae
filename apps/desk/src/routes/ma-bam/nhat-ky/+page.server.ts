import { agencyNames } from '../../../agency/agencies.server.ts';
import { logFilters } from '../../../hash/hash-log.server.ts';
import { bankName, keeperNames, memberNames } from '../../../hash/hash-words.server.ts';
import { personOf, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-log.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { hashes } = app.modules;
  const actor = personOf(ctx);
  const after = url.searchParams.get('sau') ?? undefined;
  const log = valueOrError(
    ctx,
    await hashes.matchLogPage(ctx, {
      filters: logFilters(url.searchParams),
      after,
    }),
  );
  const choices = valueOrError(ctx, await hashes.matchLogChoices(ctx));
  const members = await memberNames(app, ctx);
  const agencies = await agencyNames(app, ctx, [...choices.agencies, ...log.events.map((event) => event.agency)]);
  const agency = (code: string) => members.get(code) ?? agencies.get(code) ?? code;
  const who = await keeperNames(
    app,
    ctx,
    log.events.map((event) => event.actor),
  );
  const mayOpen = app.permissions.allows({ action: 'hash-queue.read' }, actor, ctx.now);
  const banks = mayOpen ? valueOrError(ctx, await hashes.listBanks(ctx)) : [];
  const suspended = mayOpen ? valueOrError(ctx, await hashes.listReviewQueue(ctx, { statuses: ['SUSPENDED'] })) : [];
  return {
    events: log.events.map((event) => ({
      id: event.id,
      at: event.at.toISOString(),
      agency: agency(event.agency),
      actor: who(event.actor),
      purpose: words('hash_match_purpose', event.purpose),
      questions: event.questions,
      refused: event.refused,
      hits: event.hits,
      found: log.hits
        .filter((hit) => hit.event === event.id)
        .slice(0, 6)
        .map((hit) => ({
          entry: hit.entry,
          type: words('hash_signal_type', hit.signalType),
          bank: hit.bank,
          distance: hit.distance,
          threshold: hit.threshold,
          decision: words('hash_match_decision', hit.decision),
        })),
    })),
    next: log.next,
    choices: {
      agency: choices.agencies.map((value) => ({ value, label: agency(value) })),
      purpose: choices.purposes.map((value) => ({ value, label: words('hash_match_purpose', value) })),
      decision: ['matched', 'watched', 'suppressed'].map((value) => ({
        value,
        label: words('hash_match_decision', value),
      })),
      bank: banks.map((bank) => ({ value: bank.code, label: bankName(bank) })),
    },
    mayOpen,
    suspended: suspended.length,
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  /** Whether the events on the page are as they were written. */
  kiemTra: formAct(({ ctx, modules, form }) =>
    modules.hashes.checkMatchEvents(ctx, {
      events: form
        .getAll('event')
        .flatMap((one) => String(one).split(','))
        .filter((one) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(one)),
    }),
  ),
};
