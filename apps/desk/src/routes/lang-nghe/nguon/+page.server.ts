import { agencyNamesOf } from '../../../agency/agencies.server.ts';
import { kindView, sourceState } from '../../../listening/operations-view.server.ts';
import { m } from '../../../paraglide/messages.js';
import { valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'listening-source.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:listening-sources');
  const { listening } = app.modules;
  const all = valueOrError(ctx, await listening.listSources(ctx));
  const kinds = listening.sourceKinds.map(kindView);
  const kindOf = new Map(kinds.map((kind) => [kind.kind, kind]));
  const agencies = await agencyNamesOf(app, ctx, all);
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const rows = all.filter(
    (source) =>
      (asked('trang-thai') === '' || source.state === asked('trang-thai')) &&
      (asked('loai') === '' || source.kind === asked('loai')) &&
      (asked('luong') === '' || String(source.lane) === asked('luong')),
  );
  const count = (state: string) => all.filter((source) => source.state === state).length;
  return {
    rows: rows.map((source) => ({
      id: source.id,
      name: source.name,
      kind: kindOf.get(source.kind)?.title ?? source.kind,
      state: sourceState(source),
      lookedAt: source.lookedAt,
      nextLookAt: source.state === 'RUNNING' ? source.nextLookAt : null,
      minutes: source.lookedAt === null ? null : (ctx.now.getTime() - Date.parse(source.lookedAt)) / 60_000,
      pulls: kindOf.get(source.kind)?.ways.includes('pull') ?? false,
      failures: source.failures,
      rate: source.ratePerHour,
      purpose: source.purposeCode,
      basis: source.legalBasis,
      agency: agencies.get(source.agency) ?? source.agency,
      lane: words('listening_lane', String(source.lane)),
      sampling: source.sampling,
      accepted: source.day.accepted,
      malformed: source.day.malformed,
    })),
    drifted: all
      .filter((source) => source.state === 'DRIFTED')
      .map((source) => ({ id: source.id, name: source.name, reason: sourceState(source).reason })),
    chips: (
      [
        ['RUNNING', m.listening_source_chip_running()],
        ['PAUSED', m.listening_source_chip_paused()],
        ['DRIFTED', m.listening_source_chip_drifted()],
      ] as const
    ).map(([state, label]) => ({ state, label, count: count(state) })),
    accepted: all.reduce((sum, source) => sum + source.day.accepted, 0),
    choices: {
      kinds: kinds
        .filter((kind) => all.some((source) => source.kind === kind.kind))
        .map(({ kind, title }) => ({ value: kind, label: title })),
      lanes: ['0', '1', '2'].map((value) => ({ value, label: words('listening_lane', value) })),
    },
    mayCreate: app.permissions.allows({ action: 'listening-source.create' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};
