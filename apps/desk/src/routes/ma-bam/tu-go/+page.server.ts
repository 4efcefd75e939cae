import { ageBand, onlinePlace, removalSubject, SMALLEST_SHOWN } from '../../../../../../src/vocabulary/index.ts';
import { entryStatus } from '../../../hash/hash-words.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { label } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'hash-removal.count' };

export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const { hashes } = app.modules;
  const overview = valueOrError(ctx, await hashes.removalOverview(ctx));
  const named = (list: Parameters<typeof label>[0], rows: typeof overview.ageBands) =>
    rows.map((one) => ({ label: label(list, one.code), value: one.requests }));
  return {
    small: SMALLEST_SHOWN,
    open: overview.open,
    withdrawn: overview.withdrawn,
    ageBands: named(ageBand, overview.ageBands),
    subjects: named(removalSubject, overview.subjects),
    places: named(onlinePlace, overview.places),
    months: overview.months.map((one) => ({ label: one.code.split('-').reverse().join('/'), value: one.requests })),
    entries: overview.entries.map((one) => ({ status: entryStatus(one.status), entries: one.entries })),
    readers: overview.readers.map((one) => ({ ...one })),
    bank: hashes.REMOVAL_BANK,
  };
};
