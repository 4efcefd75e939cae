import { error } from '@sveltejs/kit';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import type { PageServerLoad } from './$types';

export const _may = 'public';

const messages = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
/** The words of a code; a code without words shows as it is. */
const words = (family: string, code: string) =>
  messages[`${family}_${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`]?.() ?? code;

/** Over this many hours a time is told in days. */
const HOURS_MOST = 72;
/** The order in which times are told: from the shortest. */
const byHours = (a: { hours: number }, b: { hours: number }) => a.hours - b.hours;

export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const { publicListening, sourceKinds } = app.modules.listening;
  const told = await publicListening(ctx);
  if (!told.ok) error(500);
  const locale = getLocale();
  const number = (value: number) => new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB').format(value);
  const guarded = (value: number | null) => (value === null ? m.listening_few() : number(value));
  const { sources, retention, postsLast30Days, alertsLast30Days } = told.value;
  return {
    sources: sources.map((one) => ({
      kind: sourceKinds.find(({ kind }) => kind === one.kind)?.title[locale] ?? one.kind,
      why: m.listening_purpose({ purpose: words('listening_purpose', one.purposeCode), basis: one.legalBasis }),
    })),
    kept: retention.toSorted(byHours).map((one) => ({
      what: words('listening_keep', one.retention),
      long:
        one.hours > HOURS_MOST
          ? m.listening_days({ n: number(Math.ceil(one.hours / 24)) })
          : m.listening_hours({ n: number(one.hours) }),
    })),
    posts: guarded(postsLast30Days),
    alerts: guarded(alertsLast30Days),
  };
};
