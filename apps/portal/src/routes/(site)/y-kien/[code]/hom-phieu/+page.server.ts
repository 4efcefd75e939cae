import { error, fail } from '@sveltejs/kit';
import { said } from '../../../../../catalogue/entry-words.server.ts';
import { m } from '../../../../../paraglide/messages.js';
import { getLocale } from '../../../../../paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

export const _may = 'public';

/** The ballot box of a consultation, each stratum by itself, and after the close what its ballots say. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params }) => {
  const { voice } = app.modules;
  const [one, box] = [await voice.readConsultation(ctx, params.code), await voice.readBox(ctx, params.code)];
  if (!one.ok || !box.ok) error(404);
  const results = box.value.closedAt === null ? null : await voice.readResults(ctx, params.code);
  if (results !== null && !results.ok) error(500);
  const locale = getLocale();
  const money = new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB');
  const number = (value: number | null | undefined) => (value == null ? m.opinion_few() : money.format(value));
  const share = (part: number) => String(Math.round(part * 100));
  const choices = one.value.kind === 'STATEMENTS' ? one.value.statements : one.value.options;
  const textOf = new Map(choices.map((choice) => [choice.number, said(choice.text)]));
  const named = (at: number) => textOf.get(at) ?? m.opinion_withdrawn();
  return {
    code: box.value.code,
    title: said(one.value.title),
    statements: one.value.kind === 'STATEMENTS',
    seal: box.value.hash,
    strata: box.value.strata
      .filter(({ stratum }) => one.value.means.includes(stratum))
      .map((stratum) => {
        const words = voice.ballotStratum.get(stratum.stratum);
        const result = results?.value.strata.find((found) => found.stratum === stratum.stratum);
        const tally = result && result.tally.ballots !== null && 'counted' in result.tally ? result.tally : null;
        return {
          code: stratum.stratum,
          name: said(words),
          limits: said({ vi: words.limitsVi, en: words.limitsEn }),
          issued: Object.entries(stratum.issued)
            .map(([way, tokens]) => issuedWords[way]?.(number(tokens)) ?? number(tokens))
            .join(', '),
          used: number(stratum.used),
          late: number(stratum.refused.LATE),
          twice: number(stratum.refused.USED),
          unknown: number(stratum.refused.FALSE),
          few: result !== undefined && tally === null,
          ballots: tally === null ? null : m.opinion_ballots({ count: money.format(tally.ballots) }),
          straight:
            tally === null || tally.straight === 0 ? null : m.opinion_straight({ count: money.format(tally.straight) }),
          counted: (tally?.counted ?? []).map(({ number: at, yes, no, pass }) => ({
            at,
            text: named(at),
            yes,
            no,
            pass,
            // Of those who answered it, for the length of its bar.
            share: tally === null || tally.ballots === 0 ? 0 : Math.round((100 * yes) / tally.ballots),
          })),
          unites: (result?.groups?.unites ?? []).map(({ number: at, agree, least }) => ({
            at,
            text: named(at),
            said: `${agree ? m.opinion_unites_yes() : m.opinion_unites_no()}, ${share(least)} %`,
          })),
          groups: (result?.groups?.groups ?? []).map(({ people, apart }, at) => ({
            name: m.opinion_group({ number: at + 1, people: money.format(people) }),
            apart: apart.map((one) => ({
              at: one.number,
              text: named(one.number),
              said: m.opinion_group_agree({ share: share(one.agree) }),
            })),
          })),
          chosen: (result?.shares?.chosen ?? []).map(({ number: at, by }) => ({
            at,
            text: named(at),
            by: by === 'SHARES' ? m.opinion_shares_by() : m.opinion_shares_left(),
          })),
        };
      }),
  };
};

/** Two ways in which a device has its token: they promise different things, so they are told apart. */
const issuedWords: Readonly<Record<string, ((count: string) => string) | undefined>> = {
  BLIND: (count) => m.opinion_issued_blind({ count }),
  DRAWN: (count) => m.opinion_issued_drawn({ count }),
};

export const actions: Actions = {
  /** Whether a ballot is in the box: its number comes as a post, so that it stands in no address. */
  default: async ({ locals: { app, ctx }, request, params }) => {
    const receipt = String((await request.formData()).get('so') ?? '').slice(0, 200);
    const found = await app.modules.voice.isInBox(ctx, { consultation: params.code, receipt });
    if (!found.ok) return fail(404, { receipt, found: false });
    return { receipt, found: found.value.found };
  },
};
