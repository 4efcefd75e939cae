import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { formatNumber } from '../../../../parts/format.ts';
import { valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'quality-review.choose' };

/** The functions of a child helpline, as CHI's core quality standards name them. */
const FUNCTIONS = [
  ...['rights_based', 'advocates', 'child_participation', 'reliable', 'safe'],
  ...['accessible', 'child_centred', 'accountable', 'emergencies'],
];

export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const counts = valueOrError(ctx, await app.modules.counselling.showStandards(ctx));
  const told = (count: number | null) => (count === null ? m.standard_few() : formatNumber(count, getLocale(), 0));
  const waited = (seconds: number | null) => (seconds === null ? '–' : formatNumber(seconds, getLocale(), 0));
  const counted: Readonly<Record<string, string>> = {
    reliable: m.standard_reliable_counts({
      arrived: told(counts.arrived),
      answered: told(counts.answered),
      abandoned: told(counts.abandoned),
      words: told(counts.words),
      wait: waited(counts.waitSeconds),
    }),
    safe: m.standard_safe_counts({ held: told(counts.heldBack), alerts: counts.alertsOpen }),
    accessible: m.standard_accessible_counts({ night: told(counts.atNight), returned: told(counts.returned) }),
    accountable: m.standard_accountable_counts({ reviews: told(counts.reviewsShown) }),
    emergencies: m.standard_emergencies_counts({
      danger: told(counts.danger),
      wait: waited(counts.dangerWaitSeconds),
    }),
  };
  return {
    days: counts.days,
    functions: FUNCTIONS.map((code) => ({
      id: code,
      name: words('standard', code),
      asks: words('standard', `${code}_asks`),
      counts: counted[code] ?? m.standard_none_counted(),
    })),
  };
};
