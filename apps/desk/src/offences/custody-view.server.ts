import type { Ctx } from '../../../../src/kernel/index.ts';
import type { FileCustody } from '../../../../src/offences/index.ts';
import type { App } from '../../../server/app.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { namesOf } from '../report/report-view.server.ts';
import { words } from '../server/codes.server.ts';
import { jobViews } from '../server/long-job.server.ts';

/** Names of formats: they have one spelling in every language. */
const READING: Readonly<Record<string, string>> = {
  VICS: 'Project VIC 2.0 / 1.3 (JSON)',
  CASE: 'CASE/UCO (JSON-LD)',
  ICSE: 'ICSE (CSV)',
};
export const reading = (format: string): string => READING[format] ?? format;

const TONES: Readonly<Record<string, 'open' | 'waiting' | 'done' | 'stopped'>> = {
  HELD: 'open',
  SEALED: 'done',
  HANDED_OVER: 'waiting',
  RETURNED: 'stopped',
  DESTROYED: 'stopped',
};

/** Custody of a file as its page shows it. */
export async function custodyView(app: App, ctx: Ctx, custody: FileCustody) {
  const { artefacts, bundles } = custody;
  const people = [
    ...artefacts.flatMap(({ entries }) => entries.map(({ actor }) => actor)),
    ...bundles.map(({ askedBy }) => askedBy),
  ];
  const names = await namesOf(app, ctx, [...new Set(people)]);
  const agencies = await agencyNames(app, ctx, [
    ...new Set(artefacts.flatMap(({ entries }) => entries.map(({ agency }) => agency))),
  ]);
  const who = (person: string, agency: string) => {
    const name = names.get(person);
    const unit = agencies.get(agency) ?? agency;
    return name === undefined ? unit : `${name}, ${unit}`;
  };
  const jobs = await jobViews(
    app,
    ctx,
    bundles.flatMap(({ job }) => (job ? [job] : [])),
  );
  return {
    artefacts: artefacts.map(({ entries, next, ...one }) => ({
      ...one,
      kindName: words('custody_kind', one.kind),
      status: { tone: TONES[one.state] ?? ('open' as const), text: words('custody_state', one.state) },
      next: next
        .filter((code) => code !== 'OPENED' && code !== 'COPIED')
        .map((value) => ({ value, label: words('custody_act', value) })),
      opens: one.kept === 'HOUSE' && next.includes('OPENED'),
      copies: one.kind === 'HASH_LIST' && next.includes('COPIED'),
      events: entries.toReversed().map((entry) => ({
        id: String(entry.sequence),
        at: entry.at.toISOString(),
        who: who(entry.actor, entry.agency),
        what: [words('custody_act', entry.code), entry.party].filter(Boolean).join(': '),
        note: entry.why ?? m.custody_words_gone(),
      })),
    })),
    bundles: bundles.map(({ job, askedAt, madeAt, stampedAt, ...one }) => ({
      ...one,
      askedBy: names.get(one.askedBy) ?? '–',
      askedAt: askedAt.toISOString(),
      madeAt: madeAt?.toISOString() ?? null,
      stampedAt: stampedAt?.toISOString() ?? null,
      job: jobs.find((shown) => shown.objectId === one.id) ?? null,
    })),
  };
}

export function faultWords(broken: { readonly sequence: number; readonly fault: string } | undefined) {
  return { sequence: broken?.sequence ?? 0, fault: words('custody_fault', broken?.fault ?? '') };
}

/** Fields of a foreign list that were left out, by their own names. */
export const droppedWords = (dropped: Readonly<Record<string, number>>): string =>
  Object.entries(dropped)
    .map(([name, count]) => `${name} (${count})`)
    .join(', ');
