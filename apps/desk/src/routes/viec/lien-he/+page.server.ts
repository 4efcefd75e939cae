import { agencyNames } from '../../../agency/agencies.server.ts';
import { answerContact } from '../../../case/contact-answer.server.ts';
import type { Tone } from '../../../report/report-view.server.ts';
import { valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'contact-request.answer' };

const tones: Readonly<Record<string, Tone>> = { asked: 'waiting', agreed: 'open', declined: 'stopped' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:contacts');
  const all = valueOrError(ctx, await app.modules.cases.listContactRequests(ctx));
  const one = (name: string) => url.searchParams.get(name) ?? '';
  const rows = all.filter(
    (row) =>
      (one('chieu') === '' || (one('chieu') === 'den') === (row.side === 'asked-of-us')) &&
      (one('cho') !== '1' || row.status === 'asked'),
  );
  const names = await agencyNames(
    app,
    ctx,
    rows.map((row) => row.otherAgency),
  );
  return {
    rows: rows.map((row) => ({
      id: row.id,
      ours: row.side === 'asked-by-us',
      agency: names.get(row.otherAgency) ?? row.otherAgency,
      case: row.ownReference === null ? null : row.ownCase,
      reference: row.ownReference,
      status: { tone: tones[row.status] ?? ('open' as const), text: words('contact', row.status) },
      waits: row.status === 'asked' && row.side === 'asked-of-us',
      asked: row.askedAt.toISOString(),
      answered: row.answeredAt?.toISOString() ?? null,
    })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  traLoi: answerContact,
};
