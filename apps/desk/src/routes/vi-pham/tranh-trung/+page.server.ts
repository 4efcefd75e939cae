import { agencyNames } from '../../../agency/agencies.server.ts';
import { fileCoded } from '../../../offences/coded-file.server.ts';
import { identifierName } from '../../../offences/graph-words.server.ts';
import {
  identifierChoices,
  placeChoices,
  pointerWords,
  writtenIdentifier,
} from '../../../offences/identifier-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { namesOf } from '../../../report/report-view.server.ts';
import { field, text, valueOrError } from '../../../server/answer.server.ts';
import { options } from '../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'deconfliction.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:deconfliction');
  const { offences } = app.modules;
  const closed = url.searchParams.get('trang-thai') === 'da-xong';
  const { pointers } = valueOrError(ctx, await offences.listDeconfliction(ctx, { state: closed ? 'CLOSED' : 'OPEN' }));
  const { locks } = valueOrError(ctx, await offences.listDeconflictionLocks(ctx));
  const { terms } = valueOrError(ctx, await offences.listUnitWatches(ctx));
  const people = await namesOf(
    app,
    ctx,
    locks.map(({ person }) => person),
  );
  const agencies = await agencyNames(
    app,
    ctx,
    locks.map(({ agency }) => agency),
  );
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    closed,
    pointers: await pointerWords(app, ctx, pointers),
    locks: locks.map((lock) => ({
      person: lock.person,
      name: people.get(lock.person) ?? m.person_elsewhere(),
      unit: agencies.get(lock.agency) ?? lock.agency,
      at: lock.at.toISOString(),
      questions: lock.questions,
      own: lock.own,
      liftable: lock.liftable,
    })),
    terms: terms.map((term) => ({
      id: term.id,
      file: term.file,
      reference: term.reference ?? '–',
      kind: identifierName(term.kind),
      mask: term.mask,
      until: term.until,
      ended: term.endedAt !== null || new Date(term.until) <= ctx.now,
      endedAt: term.endedAt,
    })),
    asked: url.searchParams.get('vu')?.slice(0, 60) ?? '',
    may: { describe: allows('offence-file.describe'), close: allows('deconfliction.close') },
    choices: {
      identifier: identifierChoices(app),
      place: placeChoices(),
      purpose: options(offences.deconflictionPurpose),
      outcome: options(offences.deconflictionOutcome),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  hoi: keepEntered(
    permittedAct('offence-file.describe', async ({ ctx, modules, form }) => {
      const file = await fileCoded(modules, ctx, 'file', text(form, 'file'));
      if (!file.ok) return file;
      return modules.offences.askDeconfliction(ctx, {
        ...writtenIdentifier(form),
        file: file.value,
        purpose: text(form, 'purpose'),
      });
    }),
  ),
  ketThuc: keepEntered(
    permittedAct('deconfliction.close', ({ ctx, modules, form }) =>
      modules.offences.closeDeconfliction(ctx, {
        pointer: text(form, 'pointer'),
        outcome: text(form, 'outcome'),
        lead: field(form, 'lead'),
      }),
    ),
  ),
  moKhoa: permittedAct('deconfliction-lock.lift', ({ ctx, modules, form }) =>
    modules.offences.liftDeconflictionLock(ctx, { person: text(form, 'person') }),
  ),
  theoDoi: keepEntered(
    permittedAct('offence-file.describe', async ({ ctx, modules, form }) => {
      const file = await fileCoded(modules, ctx, 'file', text(form, 'file'));
      if (!file.ok) return file;
      return modules.offences.watchIdentifier(ctx, {
        ...writtenIdentifier(form),
        file: file.value,
        until: text(form, 'until'),
      });
    }),
  ),
  thoiTheoDoi: permittedAct('offence-file.describe', ({ ctx, modules, form }) =>
    modules.offences.endWatch(ctx, { file: text(form, 'file'), term: text(form, 'term') }),
  ),
};
