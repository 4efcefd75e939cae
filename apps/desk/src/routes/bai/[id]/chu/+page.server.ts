import { redirect } from '@sveltejs/kit';
import { href } from '../../../../href.ts';
import { faultLines, stageWords } from '../../../../learning/item-words.server.ts';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { localName, words } from '../../../../server/codes.server.ts';
import { type FormAct, keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'learning-item.write' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const item = valueOrError(ctx, await app.modules.learning.openPlainText(ctx, params.id));
  return {
    item: {
      id: item.id,
      title: localName({ nameVi: item.titleVi, nameEn: item.titleEn || item.titleVi }),
      number: item.number,
      version: item.version,
      stage: stageWords(item.stage),
      waits: item.stage === 'WAITING' || item.stage === 'APPROVED',
      text: item.text,
    },
    most: app.modules.learning.PLAIN_MOST,
  };
};

type Act = FormAct<{ id?: string }>;

async function keep({ ctx, modules, form, params }: Act, check: boolean) {
  const done = await modules.learning.savePlainText(ctx, {
    item: params.id ?? '',
    version: number(form, 'version') ?? 0,
    text: text(form, 'text'),
    check,
  });
  if (!done.ok) return done;
  const { value } = done;
  if (value.saved) redirect(303, href(`/bai/${params.id}`));
  return {
    ok: true as const,
    value: {
      unreadable: value.unreadable.map(({ line, code, found }) => ({
        line,
        what: [words('item_plain_fault', code), found].filter(Boolean).join(': '),
      })),
      faults: faultLines(value.faults).map((fault, at) => ({ ...fault, line: value.faults[at]?.line ?? null })),
    },
  };
}

export const actions: Actions = {
  kiem: keepEntered(permittedAct('learning-item.write', (act) => keep(act, true))),
  luu: keepEntered(permittedAct('learning-item.write', (act) => keep(act, false))),
};
