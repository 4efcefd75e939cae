import type { FileForCaller, ReportInput } from '../../../../../../src/intake/index.ts';
import {
  ageBand,
  onlinePlace,
  portalBand,
  reportChannel,
  safeContact,
  sex,
  spellReceiptWord,
} from '../../../../../../src/vocabulary/index.ts';
import { provinceChoices } from '../../../agency/admin-units.server.ts';
import { communesOfProvince } from '../../../commune/communes-of-province.server.ts';
import { field, personOf, text } from '../../../server/answer.server.ts';
import { label, options, words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'report.file-for-caller' };

/** How a caller reaches the desk; the other channels file by themselves. */
const CHANNELS = [
  'TEL111',
  'INPERSON',
  'LETTER',
  'ZALO111',
  'FANPAGE',
  'EMAIL',
] as const satisfies readonly FileForCaller['channel'][];

export const load: PageServerLoad = ({ locals }) => ({
  me: personOf(locals.ctx).person,
  channels: CHANNELS.map((value) => ({ value, label: label(reportChannel, value) })),
  kinds: locals.app.modules.intake.reporterKinds.map((value) => ({ value, label: words('reporter', value) })),
  bands: options(portalBand),
  ages: options(ageBand),
  sexes: options(sex),
  places: options(onlinePlace),
  provinces: provinceChoices(),
  wishes: options(safeContact),
  limit: locals.app.modules.intake.NARRATIVE_LIMIT,
});

/** The form as a report; a field that was left empty is absent. */
function reportOf(form: FormData): unknown {
  const one = (name: string) => field(form, name);
  const part = (fields: Record<string, unknown>) => {
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return Object.keys(given).length > 0 ? given : undefined;
  };
  const wishes = form.getAll('wish');
  const places = form.getAll('placeKind').flatMap((kind, at) => {
    const of = (name: string) => String(form.getAll(name)[at] ?? '').trim() || undefined;
    const place = part({ link: of('placeLink'), account: of('placeAccount'), phone: of('placePhone') });
    return place ? [{ kind, ...place }] : [];
  });
  return {
    ...part({
      reporter: part({
        kind: one('kind'),
        band: one('kind') === 'child' ? one('band') : undefined,
        name: one('name'),
        phone: one('phone'),
        email: one('email'),
        address: one('address'),
        organisation: one('organisation'),
      }),
      child: part({ ageBand: one('ageBand'), sex: one('sex'), name: one('childName'), school: one('school') }),
      places: places.length > 0 ? places : undefined,
      happenedAt: part({
        from: one('from'),
        to: one('to'),
        words: one('when'),
        stillGoingOn: one('going') === undefined ? undefined : one('going') === 'yes',
      }),
      province: one('province'),
      commune: one('commune'),
      safeContact: wishes.length > 0 ? { wishes, ...part({ hours: one('hours'), saying: one('saying') }) } : undefined,
      danger: part({ now: one('danger') }),
      language: one('language'),
    }),
    narrative: text(form, 'narrative'),
  } satisfies Partial<Record<keyof ReportInput, unknown>>;
}

export const actions: Actions = {
  nhan: formAct(async ({ ctx, modules, form }) => {
    const filed = await modules.intake.fileForCaller(ctx, {
      report: reportOf(form),
      idempotencyKey: text(form, 'key'),
      channel: text(form, 'channel') as FileForCaller['channel'],
    });
    if (!filed.ok) return filed;
    const { report, reference, receipt, imminentDanger } = filed.value;
    return {
      ok: true,
      value: {
        id: report,
        reference,
        locator: receipt.locator,
        words: receipt.words.map(spellReceiptWord),
        imminentDanger,
      },
    };
  }),
  xa: communesOfProvince,
};
