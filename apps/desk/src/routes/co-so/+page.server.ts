import { provincesAt, service } from '../../../../../src/vocabulary/index.ts';
import { provinceChoices, unitName } from '../../agency/admin-units.server.ts';
import { facilityRow } from '../../facility/facility-view.server.ts';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { localName, options } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'facility.see' };

/** The directory of facilities: by words of a name or place, by service, the nearest first. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:facilities');
  const params = url.searchParams;
  const text = params.get('q') ?? '';
  const wanted = params.get('dich-vu') ?? '';
  const province = provincesAt().some(({ code }) => code === params.get('tinh')) ? (params.get('tinh') ?? '') : '';
  const own = personOf(ctx).assignments.find((held) => held.commune ?? held.province);
  const near = province || own?.commune || own?.province;
  const { facilities } = valueOrError(
    ctx,
    await app.modules.counselling.listFacilities(ctx, {
      ...(service.has(wanted) ? { service: wanted } : {}),
      ...(near ? { near } : {}),
      text,
    }),
  );
  const rows = facilities.map(facilityRow);
  const free = params.get('con-cho') === '1';
  return {
    rows: rows.filter((row) => !free || (!row.stale && ['free', 'waiting'].includes(row.room.code))),
    map: provincesAt().map(({ code, ...names }) => {
      const there = rows.filter((row) => row.province === code);
      return {
        code,
        name: localName(names),
        count: there.length,
        free: there.filter((row) => row.room.code === 'free' && !row.stale).length,
      };
    }),
    text,
    near: near ? unitName(near) : '',
    choices: { services: options(service), provinces: provinceChoices() },
    now: ctx.now.toISOString(),
    describes: app.permissions.allows({ action: 'facility.describe' }, ctx.actor, ctx.now),
  };
};
