import { agencyLevel } from '../../../../../src/vocabulary/index.ts';
import { unitName } from '../../agency/admin-units.server.ts';
import { agencyNames } from '../../agency/agencies.server.ts';
import { m } from '../../paraglide/messages.js';
import { personOf, valueOrError } from '../../server/answer.server.ts';
import { label, localName, options } from '../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'desk.manage' };

/** The directory answers at most this many; a search narrows it. */
const SHOWN = 200;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const actor = personOf(ctx);
  const text = url.searchParams.get('ten') ?? '';
  // Without a question, the central agencies: 3,321 communes are found by their name.
  const level = url.searchParams.get('cap') ?? (text === '' ? 'CENTRAL' : '');
  const agencies = valueOrError(
    ctx,
    await app.modules.members.listAgencies(ctx, {
      ...(text === '' ? {} : { text }),
      ...(level === '' ? {} : { level }),
    }),
  );
  const names = await agencyNames(
    app,
    ctx,
    agencies.flatMap(({ parent }) => parent ?? []),
  );
  return {
    agencies: agencies.map((agency) => ({
      id: agency.code,
      name: localName(agency),
      level: label(agencyLevel, agency.level),
      // An agency of the centre is of no province.
      unit: agency.adminUnit === null ? m.clocks_nation() : unitName(agency.adminUnit),
      parent: agency.parent === null ? '–' : (names.get(agency.parent) ?? agency.parent),
    })),
    more: agencies.length >= SHOWN,
    levels: options(agencyLevel),
    level,
    text,
    own: actor.agency,
    now: ctx.now.toISOString(),
  };
};
