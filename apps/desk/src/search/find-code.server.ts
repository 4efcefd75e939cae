import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';

/** A matter that a whole code names. */
export interface FoundMatter {
  readonly kind: 'case' | 'report';
  readonly reference: string;
  /** The page of it, without the language. */
  readonly href: string;
}

const CODE = /^[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}$/i;

/** The matters that the whole code names and the reader may open; none where the text is no whole code. A case goes before the report it came of. */
export async function findByCode(app: App, ctx: Ctx, term: string): Promise<FoundMatter[]> {
  const written = term.trim();
  if (!CODE.test(written)) return [];
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const found: FoundMatter[] = [];
  if (may('case.overview')) {
    const cases = await app.modules.cases.listCases(ctx, { reference: written, scope: 'all' });
    if (cases.ok)
      found.push(
        ...cases.value.cases
          .slice(0, 1)
          .map(({ id, reference }) => ({ kind: 'case', reference, href: `/ho-so/${id}` }) as const),
      );
  }
  if (may('report.search')) {
    const reports = await app.modules.intake.searchReports(ctx, written);
    const [only, another] = reports.ok ? reports.value : [];
    if (only && !another) found.push({ kind: 'report', reference: only.reference, href: `/bao-cao/${only.id}` });
  }
  return found;
}
