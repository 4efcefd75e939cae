import { renderSVG } from 'uqr';
import { DAY } from '../../../../../../../src/kernel/time.pure.ts';
import { href } from '../../../../href.ts';
import { number, personOf, text, valueOrError } from '../../../../server/answer.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'display.manage' };

const DAYS = [180, 90, 30, 7];

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:displays');
  const displays = valueOrError(ctx, await app.modules.members.listDisplays(ctx));
  return {
    days: DAYS,
    displays: displays.map(({ id, name, validTo, revokedAt, lastSeenAt, codeUntil }) => ({
      id,
      name,
      to: validTo.toISOString(),
      revoked: revokedAt?.toISOString() ?? null,
      seen: lastSeenAt?.toISOString() ?? null,
      codeUntil: codeUntil?.toISOString() ?? null,
      live: revokedAt === null && validTo > ctx.now,
    })),
  };
};

interface Code {
  readonly code: string;
  readonly until: Date;
}

/** A code as it is shown, once: to type, as a link, and as a picture of the link. */
function shownCode(app: App.Locals['app'], { code, until }: Code) {
  const address = `${app.deskUrl}${href('/man-hinh')}`;
  return {
    code,
    address,
    link: `${address}#${code}`,
    qr: renderSVG(`${address}#${code}`, { border: 2 }),
    until: until.toISOString(),
  };
}

export const actions: Actions = {
  moi: permittedAct('display.manage', async ({ ctx, app, modules, form }) => {
    const days = number(form, 'days') ?? 0;
    const made = await modules.members.createDisplay(ctx, {
      agency: personOf(ctx).agency,
      name: text(form, 'name'),
      validTo: new Date(ctx.now.getTime() + (DAYS.includes(days) ? days : 0) * DAY),
    });
    return made.ok ? { ok: true, value: { shown: shownCode(app, made.value) } } : made;
  }),
  ma: permittedAct('display.manage', async ({ ctx, app, modules, form }) => {
    const made = await modules.members.renewDisplayCode(ctx, { display: text(form, 'display') });
    return made.ok ? { ok: true, value: { shown: shownCode(app, made.value) } } : made;
  }),
  'thu-hoi': permittedAct('display.manage', ({ ctx, modules, form }) =>
    modules.members.revokeDisplay(ctx, { display: text(form, 'display') }),
  ),
};
