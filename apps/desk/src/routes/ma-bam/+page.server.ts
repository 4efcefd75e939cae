import type { EntryFilters, EntryStatus } from '../../../../../src/hashes/index.ts';
import { contentClass, hashEntryStatus } from '../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { bankName, classWords, entryStatus } from '../../hash/hash-words.server.ts';
import { m } from '../../paraglide/messages.js';
import { actionResult, text, valueOrError } from '../../server/answer.server.ts';
import { options, words } from '../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-queue.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:hashes');
  const { hashes } = app.modules;
  const overview = valueOrError(ctx, await hashes.registerOverview(ctx));
  const health = valueOrError(ctx, await hashes.indexHealth(ctx, app.service(hashes.MATCHING).index));
  const filters = filtersOf(url.searchParams, hashes.entryStatuses);
  const after = url.searchParams.get('sau') ?? undefined;
  const list = valueOrError(ctx, await hashes.listEntries(ctx, { filters, after }));
  const owners = await agencyNames(
    app,
    ctx,
    list.entries.map((entry) => entry.ownerAgency),
  );
  const total = overview.counts.reduce((sum, one) => sum + one.entries, 0);
  const inState = (...states: EntryStatus[]) =>
    overview.counts.filter((one) => states.includes(one.status)).reduce((sum, one) => sum + one.entries, 0);
  return {
    total,
    chips: (
      [
        [m.hash_chip_force(), ['ACTIVE', 'DISPUTED']],
        [m.hash_chip_review(), ['PROPOSED', 'SECOND_REVIEW']],
        [m.hash_chip_disputed(), ['DISPUTED']],
        [m.hash_chip_suspended(), ['SUSPENDED']],
        [m.hash_chip_withdrawn(), ['WITHDRAWN']],
      ] as const
    ).map(([label, states]) => ({ label, value: states.join(','), count: inState(...states) })),
    statuses: hashes.entryStatuses.map((code) => entryStatus(code)),
    banks: overview.banks.map((bank) => ({
      code: bank.code,
      name: bankName(bank),
      mode: words('hash_bank_mode', bank.mode),
      enabled: bank.enabled,
      counts: hashes.entryStatuses.map(
        (status) => overview.counts.find((one) => one.bank === bank.code && one.status === status)?.entries ?? 0,
      ),
    })),
    sources: overview.sources.map((one) => ({
      label: one.source ?? m.hash_source_here(),
      value: one.entries,
      query: `nguon=${one.source ?? '-'}`,
    })),
    types: health.signals.map((one) => ({
      label: words('hash_signal_type', one.type),
      value: one.count,
      query: `loai=${one.type}`,
    })),
    months: overview.months.map((one) => `${one.month.slice(5, 7)}/${one.month.slice(2, 4)}`),
    series: {
      proposed: overview.months.map((one) => one.proposed),
      decided: overview.months.map((one) => one.decided),
      matches: overview.months.map((one) => one.matches),
    },
    health: {
      behind: health.registerSeq - health.seq,
      seq: health.seq,
      changedAt: health.changedAt.toISOString(),
      bytes: health.bytes,
      delta: health.delta,
      signals: health.signals.reduce((sum, one) => sum + one.count, 0),
    },
    rows: list.entries.map((entry) => ({
      id: entry.id,
      number: entry.number,
      bank: entry.bank,
      status: entryStatus(entry.status),
      media: words('hash_media_type', entry.mediaKind),
      owner: owners.get(entry.ownerAgency) ?? entry.ownerAgency,
      sources: entry.sources.join(', ') || m.hash_source_here(),
      types: entry.types.map((type) => words('hash_signal_type', type)).join(', '),
      classes: entry.nationalClasses.join(', ') || '–',
      proposedAt: entry.proposedAt.toISOString(),
      updatedAt: entry.updatedAt.toISOString(),
    })),
    next: list.next,
    choices: {
      bank: overview.banks.map((bank) => ({ value: bank.code, label: bankName(bank) })),
      status: options(hashEntryStatus),
      source: overview.sources.map((one) => ({ value: one.source ?? '-', label: one.source ?? m.hash_source_here() })),
      type: health.signals.map((one) => ({ value: one.type, label: words('hash_signal_type', one.type) })),
      media: ['image', 'video'].map((value) => ({ value, label: words('hash_media_type', value) })),
      class: contentClass.codes.map((value) => ({ value, label: `${value} · ${classWords('national', value)}` })),
    },
    now: ctx.now.toISOString(),
  };
};

function filtersOf(params: URLSearchParams, statuses: readonly EntryStatus[]): EntryFilters {
  const one = (name: string) => params.get(name) || undefined;
  const asked = (one('trang-thai') ?? '').split(',');
  const wanted = statuses.filter((code) => asked.includes(code));
  const media = one('vat');
  return {
    bank: one('kho'),
    ...(wanted.length > 0 ? { statuses: wanted } : {}),
    source: one('nguon'),
    ...(media === 'image' || media === 'video' ? { media } : {}),
    ...(one('loai') ? { type: one('loai') as EntryFilters['type'] } : {}),
    nationalClass: one('lop'),
  };
}

export const actions: Actions = {
  /** What is looked for stays out of the address: a hash is as secret as the list. */
  tim: async ({ locals: { app, ctx }, request }) => {
    const found = await app.modules.hashes.lookUpHash(ctx, app.service(app.modules.hashes.MATCHING), {
      text: text(await request.formData(), 'q'),
    });
    if (!found.ok) {
      const reason = String(found.refusal.facts?.reason ?? '');
      const done = actionResult(ctx, found);
      return reason === ''
        ? done
        : { ...done, data: { ...('data' in done ? done.data : {}), reason: words('hash_fault', reason) } };
    }
    const { value } = found;
    if (value.kind === 'entry') return { value };
    return {
      value: {
        ...value,
        types: value.types.map((type) => words('hash_signal_type', type)),
        exact: value.exact.map((one) => ({
          ...one,
          type: words('hash_signal_type', one.type),
          status: entryStatus(one.status),
        })),
        near: value.near.map((one) => ({ ...one, type: words('hash_signal_type', one.type) })),
      },
    };
  },
};
