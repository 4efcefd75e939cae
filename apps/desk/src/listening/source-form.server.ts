import type { SourceSettings } from '../../../../src/listening/index.ts';
import type { App } from '../../../server/app.ts';
import { provinceChoices } from '../agency/admin-units.server.ts';
import { field, number, text } from '../server/answer.server.ts';
import { words } from '../server/codes.server.ts';

/** What the form of a source says; numbers that are none become NaN, which the verb refuses by the name of the field. */
export function settingsOf(app: App, kind: string, form: FormData): SourceSettings {
  const written = (prefix: string) =>
    Object.fromEntries(
      [...form].flatMap(([name, value]) =>
        name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  const { fieldsAsWritten } = app.modules.listening;
  const secrets = fieldsAsWritten(kind, true, written('secret-'));
  const n = (name: string) => number(form, name) ?? Number.NaN;
  return {
    name: text(form, 'name').trim(),
    purposeCode: text(form, 'purposeCode').trim().toUpperCase(),
    legalBasis: text(form, 'legalBasis').trim(),
    client: field(form, 'client') ?? null,
    provinceCode: field(form, 'provinceCode') ?? null,
    lane: n('lane') as SourceSettings['lane'],
    ratePerHour: n('ratePerHour'),
    sampling: n('sampling') / 100,
    weight: n('weight'),
    settings: fieldsAsWritten(kind, false, written('setting-')),
    // None written: those that were entered before stay.
    ...(Object.keys(secrets).length > 0 ? { secrets } : {}),
  };
}

export const sourceChoices = () => ({
  lanes: ['0', '1', '2'].map((value) => ({ value, label: words('listening_lane', value) })),
  provinces: provinceChoices(),
});
