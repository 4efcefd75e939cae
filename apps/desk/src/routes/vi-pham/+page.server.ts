import { redirect } from '@sveltejs/kit';
import { provincesAt } from '../../../../../src/vocabulary/index.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { href } from '../../href.ts';
import { fileWords, stageChoices, stageName } from '../../offences/offence-words.server.ts';
import { m } from '../../paraglide/messages.js';
import { valueOrError } from '../../server/answer.server.ts';
import { localName } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'offence-register.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:offences');
  const { offences } = app.modules;
  // A notice names a request alone.
  const request = url.searchParams.get('yeu-cau');
  if (request !== null) {
    const file = await offences.fileOfRequest(ctx, request);
    if (file.ok) redirect(303, `${href(`/vi-pham/${file.value}`)}#yeu-cau`);
  }
  const asked = (url.searchParams.get('giai-doan') ?? '').split(',');
  const [first, ...rest] = offences.stages.filter((one) => asked.includes(one));
  const state = url.searchParams.get('loc');
  const list = valueOrError(
    ctx,
    await offences.listOffenceFiles(ctx, {
      ...(first ? { stages: [first, ...rest] } : {}),
      province: url.searchParams.get('tinh') || undefined,
      reference: url.searchParams.get('ma')?.slice(0, 60) || undefined,
      ...(state === 'qua-han' ? { overdue: true } : {}),
      ...(state === 'nguy-hiem' ? { urgent: true } : {}),
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const counts = valueOrError(ctx, await offences.countOffenceFiles(ctx));
  const names = await agencyNames(
    app,
    ctx,
    list.files.map((file) => file.leadAgency),
  );
  return {
    rows: list.files.map((file) => fileWords(file, (code) => names.get(code) ?? code)),
    next: list.next,
    overview: offences.stages.map((code) => ({
      code,
      name: stageName(code),
      files: counts.get(code) ?? 0,
      href: href(`/vi-pham?giai-doan=${code}`),
    })),
    choices: {
      stage: stageChoices(app),
      province: provincesAt().map((unit) => ({ value: unit.code, label: localName(unit) })),
      state: [
        { value: 'qua-han', label: m.offence_filter_overdue() },
        { value: 'nguy-hiem', label: m.offence_filter_urgent() },
      ],
    },
    mayOpen: app.permissions.allows({ action: 'offence-file.open' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};
