import { error } from '@sveltejs/kit';
import type { ClassScheme, EntryDetail } from '../../../../../../src/hashes/index.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import {
  classWords,
  entryStatus,
  keeperNames,
  memberNames,
  reasonChoices,
  schemeChoices,
  schemeName,
} from '../../../hash/hash-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-queue.read' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:hash-entry');
  if (!UUID.test(params.id)) error(404, m.hash_entry_no_entry());
  const actor = personOf(ctx);
  const { hashes } = app.modules;
  const detail = valueOrError(ctx, await hashes.entryDetail(ctx, { entry: params.id }));
  const history = valueOrError(ctx, await hashes.entryHistory(ctx, { entry: params.id }));
  const { entry } = detail;
  const undecided = entry.status === 'PROPOSED' || entry.status === 'SECOND_REVIEW';
  const judged = detail.verdicts.some((given) => given.analyst === actor.person);
  const is = (...roles: string[]) => actor.assignments.some((held) => roles.includes(held.role));
  // Whoever may still be asked for a blind verdict sees the classes that came with the proposal and no colleague's.
  const blind = undecided && !judged && is('content_analyst');
  const classes = detail.classes.filter((one) => !blind || one.by === entry.proposedBy || !UUID.test(one.by));
  const who = await keeperNames(app, ctx, [
    entry.proposedBy,
    ...classes.map((one) => one.by),
    ...detail.verdicts.map((given) => given.analyst),
    ...detail.disputes.map((one) => one.raisedBy),
    ...history.withdrawals.map((one) => one.by),
  ]);
  const members = await memberNames(app, ctx);
  const agencies = await agencyNames(app, ctx, [
    entry.ownerAgency,
    ...detail.opinions.map((one) => one.agency),
    ...detail.disputes.map((one) => one.agency),
  ]);
  const agency = (code: string) => agencies.get(code) ?? members.get(code) ?? code;
  const reason = (code: string | null) =>
    reasonChoices(hashes.feedbackReasons).find((one) => one.value === code)?.label ?? code ?? '';
  const openDispute = detail.disputes.find((one) => one.resolvedAt === null);
  const openSuspension = detail.suspensions.find((one) => one.answeredAt === null);
  const own = entry.proposedBy === actor.person;
  const stands = entry.status === 'ACTIVE' || entry.status === 'DISPUTED' || entry.status === 'SUSPENDED';
  return {
    id: entry.id,
    number: history.number,
    status: entryStatus(entry.status),
    bank: entry.bank,
    media: words('hash_media_type', entry.mediaKind),
    owner: agency(entry.ownerAgency),
    legalBasis: entry.legalBasis,
    reference: entry.reference ?? '',
    proposedBy: who(entry.proposedBy),
    proposedAt: entry.proposedAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    demonstration: entry.legalBasis === 'DEMONSTRATION',
    signals: detail.signals.map((one) => ({
      type: words('hash_signal_type', one.type),
      code: one.type,
      value: one.value,
      variant: one.variant,
      quality: one.quality,
      at: one.frameMs === null ? '' : m.hash_frame_at({ seconds: (one.frameMs / 1000).toFixed(1) }),
    })),
    classes: groupClasses(classes, who),
    hiddenClasses: blind && classes.length < detail.classes.length,
    provenance: detail.provenance.map((one) => ({
      source: one.source,
      kind: words('hash_source_kind', one.kind),
      licence: one.licence,
      mayRedistribute: one.mayRedistribute,
      externalId: one.externalId,
      receivedAt: one.receivedAt.toISOString(),
    })),
    verification: {
      undecided,
      given: detail.verdicts.map((given) => ({
        who: given.analyst === actor.person ? m.assigned_me() : who(given.analyst),
        verdict: words('hash_verdict', given.verdict),
        listed: given.verdict === 'LISTED',
        class: `${given.nationalClass} · ${classWords('national', given.nationalClass)}`,
        stage: words('hash_review_stage', given.stage),
        at: given.givenAt.toISOString(),
      })),
      state: undecided
        ? judged
          ? m.hash_entry_verify_given()
          : own
            ? m.hash_entry_verify_own()
            : m.hash_entry_verify_waiting()
        : m.hash_entry_verify_decided(),
    },
    opinions: detail.opinions.map((one) => ({
      agency: agency(one.agency),
      type: words('hash_signal_type', one.signalType),
      up: one.opinion === 'up',
      reason: reason(one.reason),
      at: one.at.toISOString(),
    })),
    dispute: openDispute && {
      agency: agency(openDispute.agency),
      reason: reason(openDispute.reason),
      due: openDispute.dueAt.toISOString(),
    },
    suspension: openSuspension && {
      cause: words('hash_suspension_cause', openSuspension.cause),
      measured: openSuspension.measured,
      baseline: openSuspension.baseline,
      due: openSuspension.dueAt.toISOString(),
    },
    changes: history.changes.map((one) => ({
      seq: one.seq,
      at: one.at.toISOString(),
      what: words('hash_change_operation', one.op),
      whom: one.list ?? one.agency ?? m.hash_entry_change_register(),
    })),
    events: eventsOf(detail, history.withdrawals, who, agency, reason, reasonChoices(hashes.withdrawalReasons)),
    may: {
      review: undecided && !judged && !own && is('content_analyst', 'hash_db_approver'),
      classify:
        is('content_analyst', 'hash_db_operator') &&
        !undecided &&
        entry.status !== 'WITHDRAWN' &&
        entry.status !== 'REJECTED',
      feedback: stands,
      dispute: entry.status === 'ACTIVE' || entry.status === 'SUSPENDED',
      resolve:
        (entry.status === 'DISPUTED' || entry.status === 'SUSPENDED') && is('hash_db_approver') && !own && !judged,
      answer: entry.status === 'SUSPENDED' && is('hash_db_operator', 'hash_db_approver'),
      withdraw:
        (stands || undecided) &&
        (is('hash_db_approver') || (is('hash_db_operator') && entry.ownerAgency === actor.agency)),
    },
    choices: {
      feedback: reasonChoices(hashes.feedbackReasons),
      withdrawal: reasonChoices(hashes.withdrawalReasons),
      schemes: schemeChoices(),
      types: [...new Set(detail.signals.map((one) => one.type))].map((value) => ({
        value,
        label: words('hash_signal_type', value),
      })),
    },
  };
};

function groupClasses(classes: EntryDetail['classes'], who: (id: string) => string) {
  const groups = Map.groupBy(classes, (one) => one.scheme);
  const order: ClassScheme[] = ['national', 'interpol_baseline', 'ncmec', 'ncmec_tag', 'ucs', 'depiction', 'age_group'];
  return order.map((scheme) => ({
    scheme,
    name: schemeName(scheme),
    labels: (groups.get(scheme) ?? []).map((one) => ({
      label: one.label,
      text: classWords(scheme, one.label),
      version: one.version,
      by: who(one.by),
      at: one.at.toISOString(),
    })),
  }));
}

/** What happened to the entry, newest first. */
function eventsOf(
  detail: EntryDetail,
  withdrawals: readonly { reason: string; by: string; at: Date }[],
  who: (id: string) => string,
  agency: (code: string) => string,
  reason: (code: string | null) => string,
  withdrawalWords: readonly { value: string; label: string }[],
) {
  const events: { at: Date; who: string; what: string; note?: string }[] = [
    { at: detail.entry.proposedAt, who: who(detail.entry.proposedBy), what: m.hash_entry_event_proposed() },
    ...detail.verdicts.map((given) => ({
      at: given.givenAt,
      who: who(given.analyst),
      what: given.stage === 'arbitration' ? m.hash_entry_event_arbitrated() : m.hash_entry_event_verified(),
      note: `${words('hash_verdict', given.verdict)} · ${given.nationalClass}`,
    })),
    ...detail.opinions.map((one) => ({
      at: one.at,
      who: agency(one.agency),
      what: one.opinion === 'up' ? m.hash_entry_event_up() : m.hash_entry_event_down(),
      ...(one.reason ? { note: reason(one.reason) } : {}),
    })),
    ...detail.disputes.flatMap((one) => [
      {
        at: one.raisedAt,
        who: `${who(one.raisedBy)} · ${agency(one.agency)}`,
        what: m.hash_entry_event_disputed(),
        note: reason(one.reason),
      },
      ...(one.resolvedAt
        ? [
            {
              at: one.resolvedAt,
              who: m.hash_entry_by_approver(),
              what: m.hash_entry_event_resolved(),
              note: words('hash_suspension_outcome', one.outcome ?? ''),
            },
          ]
        : []),
    ]),
    ...detail.suspensions.flatMap((one) => [
      {
        at: one.suspendedAt,
        who: m.actor_platform(),
        what: m.hash_entry_event_suspended(),
        note: `${words('hash_suspension_cause', one.cause)}: ${one.measured}`,
      },
      ...(one.answeredAt
        ? [
            {
              at: one.answeredAt,
              who: m.hash_entry_by_keeper(),
              what: m.hash_entry_event_answered(),
              note: words('hash_suspension_outcome', one.outcome ?? ''),
            },
          ]
        : []),
    ]),
    ...withdrawals.map((one) => ({
      at: one.at,
      who: who(one.by),
      what: m.hash_entry_event_withdrawn(),
      note: withdrawalWords.find(({ value }) => value === one.reason)?.label ?? one.reason,
    })),
  ];
  return events
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map((event, at) => ({ ...event, id: String(at), at: event.at.toISOString() }));
}

export const actions: Actions = {
  phanLoai: permittedAct('hash-entry.classify', ({ ctx, modules, form, params }) => {
    const [scheme = '', version = ''] = text(form, 'scheme').split('|');
    return modules.hashes.classifyEntry(ctx, {
      entry: params.id,
      scheme: scheme as ClassScheme,
      version: field(form, 'version') ?? version,
      labels: form.getAll('label').filter((one): one is string => typeof one === 'string' && one !== ''),
    });
  }),
  phanHoi: permittedAct('hash.feedback', ({ ctx, modules, form, params }) => {
    const opinion = text(form, 'opinion') === 'up' ? 'up' : 'down';
    return modules.hashes.giveFeedback(ctx, {
      entry: params.id,
      signalType: text(form, 'type') as 'pdq',
      opinion,
      reason: field(form, 'reason'),
    });
  }),
  khieuNai: permittedAct('hash-entry.dispute', ({ ctx, modules, form, params }) => {
    const reason = text(form, 'reason');
    return modules.hashes.disputeEntry(ctx, { entry: params.id, reason });
  }),
  giaiQuyet: permittedAct('hash-entry.resolve', ({ ctx, modules, form, params }) => {
    const outcome = text(form, 'outcome') === 'UPHELD' ? 'UPHELD' : 'WITHDRAWN';
    return modules.hashes.resolveDispute(ctx, { entry: params.id, outcome });
  }),
  traLoi: permittedAct('hash-entry.answer', ({ ctx, modules, form, params }) => {
    const outcome = text(form, 'outcome') === 'RESTORED' ? 'RESTORED' : 'WITHDRAWN';
    return modules.hashes.answerSuspension(ctx, { entry: params.id, outcome });
  }),
  rut: permittedAct('hash-entry.withdraw', ({ ctx, modules, form, params }) => {
    const reason = text(form, 'reason');
    return modules.hashes.withdrawEntry(ctx, { entry: params.id, reason });
  }),
};
