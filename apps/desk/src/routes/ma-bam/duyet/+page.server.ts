import type { Review } from '../../../../../../src/hashes/index.ts';
import type { Ctx } from '../../../../../../src/kernel/index.ts';
import type { ExposureStanding } from '../../../../../../src/work/index.ts';
import type { App } from '../../../../../server/app.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import {
  classWords,
  entryStatus,
  keeperNames,
  memberNames,
  nationalChoices,
  schemeName,
} from '../../../hash/hash-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { actionResult, field, number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import { notPermitted } from '../../../server/permission.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-queue.read' };

const PARTS = ['tham-dinh', 'phan-xu', 'cho-tra-loi', 'muc-tiep-xuc'] as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:hash-queue');
  const actor = personOf(ctx);
  const { hashes } = app.modules;
  const is = (...roles: string[]) => actor.assignments.some((held) => roles.includes(held.role));
  const asked = url.searchParams.get('phan');
  const first = is('content_analyst') ? 'tham-dinh' : is('hash_db_approver') ? 'phan-xu' : 'cho-tra-loi';
  const part = PARTS.find((one) => one === asked) ?? first;
  const queue = valueOrError(ctx, await hashes.listReviewQueue(ctx, { limit: 500 }));
  const standing = valueOrError(ctx, await app.modules.work.ownExposure(ctx));
  const members = await memberNames(app, ctx);
  const turns = (turn: string) => queue.filter((item) => item.turn === turn).length;
  const answers = queue.filter((item) => item.status === 'DISPUTED' || item.status === 'SUSPENDED');
  const owners = await agencyNames(
    app,
    ctx,
    answers.map((item) => item.ownerAgency),
  );
  const maySee = app.permissions.allows({ action: 'exposure.read' }, actor, ctx.now);
  const load =
    part === 'muc-tiep-xuc' && maySee ? valueOrError(ctx, await app.modules.work.exposureLoad(ctx)) : undefined;
  const who = await keeperNames(app, ctx, load?.people.map((one) => one.person) ?? []);
  return {
    part,
    first,
    counts: { verify: turns('verify'), arbitrate: turns('arbitrate'), answers: answers.length, waiting: queue.length },
    can: { verify: is('content_analyst'), arbitrate: is('hash_db_approver'), load: maySee },
    standing: standingView(standing),
    national: nationalChoices(),
    answers: answers.map((item) => ({
      id: item.id,
      bank: item.bank,
      status: entryStatus(item.status),
      media: words('hash_media_type', item.mediaKind),
      owner: owners.get(item.ownerAgency) ?? members.get(item.ownerAgency) ?? item.ownerAgency,
      cause: item.cause === null ? '' : words('hash_suspension_cause', item.cause),
      due: item.dueAt?.toISOString() ?? null,
      mine: item.turn === 'resolve' || item.turn === 'answer',
    })),
    load: load && {
      limit: { ...load.limit, validFrom: load.limit.validFrom.toISOString() },
      people: load.people.map((one) => ({
        person: one.person,
        name: who(one.person),
        standing: standingView(one.standing),
        shifts: one.shifts,
        items: one.items,
        minutes: one.minutes,
        breaks: one.breaks,
        spent: one.spent,
        lastAt: one.lastAt.toISOString(),
      })),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  /** Lays the next entry before the person; nothing is opened, or counted, before they ask for it. */
  mo: formAct(async ({ ctx, app, modules, form }) => {
    const opened = await modules.hashes.openReview(ctx, {
      kind: text(form, 'kind') === 'arbitration' ? 'arbitration' : 'verdict',
      skipped: skippedOf(form),
    });
    return opened.ok ? { ok: true, value: await reviewView(app, ctx, opened.value) } : opened;
  }),
  /** Gives the verdict and lays the next entry before the person. */
  chot: async ({ locals, request }) => {
    const { app, ctx } = locals;
    const form = await request.formData();
    const arbitration = text(form, 'kind') === 'arbitration';
    const refused = await notPermitted(locals, arbitration ? 'hash-entry.arbitrate' : 'hash-entry.verify');
    if (refused) return refused;
    const { hashes } = app.modules;
    const input = {
      entry: text(form, 'entry'),
      verdict: text(form, 'verdict') === 'LISTED' ? ('LISTED' as const) : ('NOT_LISTED' as const),
      nationalClass: text(form, 'nationalClass'),
    };
    const given = await (arbitration ? hashes.arbitrateEntry(ctx, input) : hashes.verifyEntry(ctx, input));
    if (!given.ok) return actionResult(ctx, given);
    const opened = await hashes.openReview(ctx, {
      kind: arbitration ? 'arbitration' : 'verdict',
      skipped: skippedOf(form),
    });
    return actionResult(ctx, opened.ok ? { ok: true, value: await reviewView(app, ctx, opened.value) } : opened);
  },
  nghi: formAct(async ({ ctx, modules }) => {
    const begun = await modules.work.takeBreak(ctx);
    return begun.ok ? { ok: true, value: standingView(begun.value) } : begun;
  }),
  gioiHan: permittedAct('exposure.manage', ({ ctx, modules, form }) => {
    const n = (name: string) => number(form, name) ?? Number.NaN;
    return modules.work.setExposureLimit(ctx, {
      itemsShift: n('itemsShift'),
      minutesShift: n('minutesShift'),
      itemsRun: n('itemsRun'),
      minutesRun: n('minutesRun'),
      breakMinutes: n('breakMinutes'),
      restHours: n('restHours'),
      source: field(form, 'source') ?? '',
    });
  }),
};

const skippedOf = (form: FormData) =>
  text(form, 'skipped')
    .split(',')
    .filter((one) => /^[0-9a-f-]{36}$/.test(one));

const standingView = (standing: ExposureStanding) => ({ ...standing, until: standing.until?.toISOString() ?? null });

async function reviewView(app: App, ctx: Ctx, review: Review) {
  const { item } = review;
  const members = await memberNames(app, ctx);
  return {
    standing: standingView(review.standing),
    waiting: review.waiting,
    item: item && {
      id: item.entry.id,
      bank: item.entry.bank,
      media: words('hash_media_type', item.entry.mediaKind),
      owner: members.get(item.entry.ownerAgency) ?? item.entry.ownerAgency,
      legalBasis: item.entry.legalBasis,
      reference: item.entry.reference ?? '',
      proposedAt: item.entry.proposedAt.toISOString(),
      signals: item.signals.map((one) => ({
        type: words('hash_signal_type', one.type),
        value: one.value,
        variant: one.variant,
        quality: one.quality,
        at: one.frameMs === null ? '' : m.hash_frame_at({ seconds: (one.frameMs / 1000).toFixed(1) }),
      })),
      classes: item.classes.map((one) => ({
        scheme: schemeName(one.scheme),
        label: one.label,
        text: classWords(one.scheme, one.label),
        version: one.version,
      })),
      provenance: item.provenance.map((one) => ({
        source: one.source,
        kind: words('hash_source_kind', one.kind),
        licence: one.licence,
        externalId: one.externalId,
        receivedAt: one.receivedAt.toISOString(),
      })),
      differing: item.differing.map((one) => ({
        verdict: words('hash_verdict', one.verdict),
        class: `${one.nationalClass} · ${classWords('national', one.nationalClass)}`,
      })),
    },
  };
}
