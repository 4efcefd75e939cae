import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { purposeName } from '../referral/referral-view.server.ts';
import { words } from '../server/codes.server.ts';

/** A part of a matter that a whole code names. */
export interface FoundMatter {
  readonly reference: string;
  /** What it is, in words. */
  readonly note: string;
  /** The page of it, without the language. */
  readonly href: string;
}

/** A code as it stands on a matter; those of offence files and of series may have their letters before them. */
const CODE = /^[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}$/i;
const OFFENCE_CODE = /^(?:VP|CV)[\s-]?([0-9A-Z]{4}[\s-]?[0-9A-Z]{4})$/i;

/** The case that the whole code names, where the reader may know of it. Nothing else is looked for. */
export async function caseByCode(
  app: App,
  ctx: Ctx,
  term: string,
): Promise<{ readonly id: string; readonly reference: string } | undefined> {
  const written = term.trim();
  if (!CODE.test(written) || !app.permissions.allows({ action: 'case.overview' }, ctx.actor, ctx.now)) return undefined;
  const listed = await app.modules.cases.listCases(ctx, { reference: written, scope: 'all' });
  return listed.ok ? listed.value.cases[0] : undefined;
}

/**
 * The parts of the matter that the whole code names and the reader may open; none where the text is no whole code. The case goes
 * before the report that it came of, then what was referred and the tracks.
 */
export async function findByCode(app: App, ctx: Ctx, term: string): Promise<FoundMatter[]> {
  const written = term.trim().replace(OFFENCE_CODE, '$1');
  if (!CODE.test(written)) return [];
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const { cases, intake } = app.modules;
  const plain = written.toUpperCase().replaceAll(/[\s-]/g, '');
  const code = `${plain.slice(0, 4)}-${plain.slice(4)}`;
  const found: FoundMatter[] = [];
  if (may('offence-register.list')) {
    const files = await app.modules.offences.listOffenceFiles(ctx, { reference: code });
    for (const { id, reference } of files.ok ? files.value.files : [])
      found.push({ reference, note: m.object_offence_file(), href: `/vi-pham/${id}` });
  }
  if (may('offence-series.list')) {
    const listed = await app.modules.offences.listSeries(ctx, { reference: code });
    for (const { id, reference } of listed.ok ? listed.value.series : [])
      found.push({ reference, note: m.object_offence_series(), href: `/vi-pham/chuoi/${id}` });
  }
  const named = await caseByCode(app, ctx, written);
  if (named) found.push({ reference: named.reference, note: m.object_case(), href: `/ho-so/${named.id}` });
  if (may('report.search')) {
    const reports = await intake.searchReports(ctx, written);
    const [only, another] = reports.ok ? reports.value : [];
    if (only && !another)
      found.push({ reference: only.reference, note: m.object_report(), href: `/bao-cao/${only.id}` });
  }
  if (may('referral.read'))
    for (const side of ['in', 'out'] as const) {
      const referrals = await cases.listReferrals(ctx, { side, reference: code });
      for (const { id, reference, purpose } of referrals.ok ? referrals.value : [])
        if (!found.some(({ href }) => href.endsWith(id)))
          found.push({
            reference,
            note: m.referral_one({ purpose: purposeName(purpose) }),
            href: `/chuyen-gui/${id}`,
          });
    }
  if (may('track.end')) {
    const tracks = await cases.listOwnTracks(ctx);
    for (const { reference, kind } of tracks.ok ? tracks.value : [])
      if (reference === code) found.push({ reference, note: words('track', kind), href: '/viec/huong' });
  }
  return found;
}
