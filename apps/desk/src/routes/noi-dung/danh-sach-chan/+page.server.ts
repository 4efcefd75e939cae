import { endOfVietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { choices } from '../../../content/content-words.server.ts';
import { decideApproval } from '../../../duty/approvals.server.ts';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { label, options, words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'block-entry.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:block-lists');
  const { takedown } = app.modules;
  const stateOf = (code: string | null) => takedown.blockStates.find((one) => one === code);
  const list = valueOrError(
    ctx,
    await takedown.listBlocks(ctx, {
      state: stateOf(url.searchParams.get('trang-thai')),
      text: url.searchParams.get('tim') ?? undefined,
      toReview: url.searchParams.get('ra-soat') === 'can',
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const actor = personOf(ctx);
  const may = (action: string) => app.permissions.allows({ action }, actor, ctx.now);
  const mayManage = may('block-subscriber.manage');
  const { subscribers } = valueOrError(ctx, await takedown.listSubscribers(ctx));
  const { versions } = valueOrError(ctx, await takedown.listVersions(ctx));
  const appeals = may('block-appeal.answer') ? valueOrError(ctx, await takedown.listAppeals(ctx)).appeals : [];
  const waiting = valueOrError(ctx, await app.modules.work.listApprovals(ctx)).filter(({ kind }) =>
    ['block-entry', 'block-entry-third'].includes(kind),
  );
  const asked = url.searchParams.get('muc');
  const one = asked === null ? null : await takedown.readBlock(ctx, asked);
  const opened = one?.ok ? one.value : null;
  const names = await agencyNames(
    app,
    ctx,
    [...list.entries, ...(opened ? [opened] : [])].map((entry) => entry.agency),
  );
  return {
    rows: list.entries.map((entry) => ({
      id: entry.id,
      code: entry.code,
      kind: words('block_kind', entry.kind),
      value: entry.value,
      reason: label(takedown.blockReason, entry.reason),
      state: words('block_state', entry.state),
      expiresAt: entry.expiresAt.toISOString(),
      reviewAt: entry.reviewAt.toISOString(),
      agency: names.get(entry.agency) ?? entry.agency,
    })),
    next: list.next,
    waiting: waiting.map(({ id, object, mayDecide, facts }) => ({
      id,
      entry: object.id,
      code: String(facts.entry ?? ''),
      kind: words('block_kind', String(facts.kind ?? '')),
      reason: label(takedown.blockReason, String(facts.reason ?? '')),
      mayDecide,
    })),
    opened: opened && {
      id: opened.id,
      code: opened.code,
      value: opened.value,
      basis: label(takedown.blockBasis, opened.basis),
      guard: opened.guard.map((ground) => words('block_guard', ground)),
      note: opened.note,
      mayRemove: opened.mayRemove,
      mayReview: opened.mayReview,
      reviewAt: opened.reviewAt.toISOString(),
      lapsesAt: opened.lapsesAt.toISOString(),
      ended: opened.endReason === null ? null : label(takedown.unblockReason, opened.endReason),
      events: opened.events.toReversed().map((event) => ({
        id: `${event.code}-${event.at.toISOString()}`,
        at: event.at.toISOString(),
        who: names.get(opened.agency) ?? opened.agency,
        what: words('block_event', event.code),
        ...(event.reason !== null && { note: label(takedown.keepReason, event.reason) }),
      })),
    },
    appeals: appeals.map((appeal) => ({ ...appeal, madeAt: appeal.madeAt.toISOString() })),
    subscribers: subscribers
      .filter(({ endedAt }) => endedAt === null)
      .map((subscriber) => ({
        id: subscriber.id,
        label: subscriber.label,
        agency: subscriber.agencyName,
        taken: subscriber.lastTakenAt?.toISOString() ?? null,
        upToDate: subscriber.upToDate,
        canary: subscriber.canaryShows,
      })),
    versions: versions.slice(0, 5).map((version) => ({
      version: version.version,
      entries: version.entries,
      added: version.added,
      passed: version.passed,
      refused: version.refused,
      at: version.madeAt.toISOString(),
    })),
    mayManage,
    choices: {
      kind: choices('block_kind', takedown.blockKinds),
      state: choices('block_state', takedown.blockStates),
      reason: options(takedown.blockReason),
      basis: options(takedown.blockBasis),
      end: options(takedown.unblockReason).filter(
        ({ value }) => takedown.unblockReason.has(value) && !takedown.unblockReason.get(value).byItself,
      ),
      keep: options(takedown.keepReason),
    },
    now: ctx.now.toISOString(),
  };
};

/** The end of the day that was chosen; what is no day is refused by the verb. */
const dayEnd = (form: FormData, name: string) => {
  const day = text(form, name);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? endOfVietnamDate(day) : new Date(Number.NaN);
};
const kindOf = (kinds: readonly ('DOMAIN' | 'HOST' | 'URL' | 'IP')[], form: FormData) =>
  kinds.find((one) => one === text(form, 'kind')) ?? 'DOMAIN';

export const actions: Actions = {
  thu: permittedAct('block-entry.list', async ({ ctx, modules: { takedown }, form }) => {
    const shown = await takedown.simulateBlock(ctx, {
      kind: kindOf(takedown.blockKinds, form),
      value: text(form, 'value'),
    });
    if (!shown.ok) return shown;
    const { value } = shown;
    return {
      ok: true,
      value: {
        shown: {
          value: value.value,
          guard: value.guard.map((ground) => words('block_guard', ground)),
          warnings: value.warnings.map((warning) => words('block_warning', warning.kind)),
          records: value.records,
          sharedHost: value.sharedHost,
          blockedBy: value.blockedBy,
          covers: value.covers,
        },
      },
    };
  }),
  deXuat: permittedAct('block-entry.propose', ({ ctx, modules: { takedown }, form }) =>
    takedown.proposeBlock(ctx, {
      kind: kindOf(takedown.blockKinds, form),
      value: text(form, 'value'),
      reason: text(form, 'reason'),
      basis: text(form, 'basis'),
      legalOrder: field(form, 'legalOrder'),
      note: field(form, 'note'),
      expiresAt: dayEnd(form, 'expiresAt'),
      reviewAt: dayEnd(form, 'reviewAt'),
    }),
  ),
  duyet: decideApproval,
  goChan: permittedAct('block-entry.remove', ({ ctx, modules, form }) =>
    modules.takedown.removeBlock(ctx, { id: text(form, 'id'), reason: text(form, 'endReason') }),
  ),
  giuChan: permittedAct('block-entry.review', ({ ctx, modules, form }) =>
    modules.takedown.reviewBlock(ctx, {
      id: text(form, 'id'),
      reason: text(form, 'keepReason'),
      reviewAt: dayEnd(form, 'nextReview'),
    }),
  ),
  traLoi: permittedAct('block-appeal.answer', ({ ctx, modules, form }) =>
    modules.takedown.answerAppeal(ctx, {
      id: text(form, 'id'),
      upheld: text(form, 'upheld') === 'co',
      answer: text(form, 'answer'),
    }),
  ),
  themNoi: permittedAct('block-subscriber.manage', ({ ctx, modules, form }) =>
    modules.takedown.createSubscriber(ctx, {
      agency: text(form, 'agency'),
      label: text(form, 'label'),
      stopPage: field(form, 'stopPage'),
      notify: field(form, 'notify'),
    }),
  ),
  thuHoi: permittedAct('block-subscriber.manage', ({ ctx, modules, form }) =>
    modules.takedown.endSubscriber(ctx, text(form, 'id')),
  ),
  phatHanh: formAct(({ ctx, modules }) => modules.takedown.foldNow(ctx)),
};
