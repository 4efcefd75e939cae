import type { ClassScheme } from '../../../../src/hashes/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import {
  contentAgeGroup,
  contentClass,
  depiction,
  hashEntryStatus,
  industryClass,
  inhopeItemResult,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { namesOf } from '../report/report-view.server.ts';
import { label, localName, words } from '../server/codes.server.ts';

type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';

const TONES: Readonly<Record<string, Tone>> = {
  PROPOSED: 'new',
  SECOND_REVIEW: 'new',
  ACTIVE: 'open',
  DISPUTED: 'waiting',
  SUSPENDED: 'waiting',
  REJECTED: 'stopped',
  WITHDRAWN: 'stopped',
};

export const entryStatus = (code: string) => ({
  code,
  text: label(hashEntryStatus, code),
  tone: TONES[code] ?? ('open' as Tone),
});

const SCHEMES = {
  national: contentClass,
  interpol_baseline: inhopeItemResult,
  ncmec: industryClass,
  depiction,
  age_group: contentAgeGroup,
} as const;

/** A class in words; labels of schemes whose lists are their owners' show as they are. */
export function classWords(scheme: ClassScheme | string, code: string): string {
  const list = SCHEMES[scheme as keyof typeof SCHEMES];
  return list === undefined ? code : label(list, code);
}

export const schemeName = (scheme: string) => words('hash_class_scheme', scheme);

/** The national classes as choices, each with the key that picks it in the review. */
export const nationalChoices = () =>
  ['N1', 'N2', 'N3', 'N4', 'N0'].map((code, at) => ({ code, label: label(contentClass, code), key: String(at + 1) }));

/** Choices of the schemes whose lists are ours to offer. */
export function schemeChoices() {
  return Object.entries(SCHEMES).map(([scheme, list]) => ({
    scheme,
    name: schemeName(scheme),
    version: scheme === 'ncmec' ? 'v2' : '1',
    labels: list.codes.map((code) => ({ value: code, label: label(list, code) })),
  }));
}

/** A name that the register keeps: a person's id, a source, a job or a machine's client. */
export async function keeperNames(app: App, ctx: Ctx, ids: readonly string[]): Promise<(id: string) => string> {
  const people = ids.filter((id) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id));
  const names = await namesOf(app, ctx, people);
  return (id) =>
    names.get(id) ??
    (people.includes(id)
      ? m.person_elsewhere()
      : id === 'verification'
        ? m.hash_by_verification()
        : id.startsWith('hashes.')
          ? m.actor_platform()
          : id);
}

/** Names of members as the register writes them; agencies that are in the directory by their name there. */
export async function memberNames(app: App, ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const members = await app.modules.hashes.memberStandings(ctx);
  return new Map(members.ok ? members.value.map((one) => [one.agency, one.displayName]) : []);
}

/** A bank's name in the reader's language. */
export const bankName = (bank: { nameVi: string; nameEn: string }) => localName(bank);

/** Reasons with their words: feedback and disputes, and withdrawals. */
export const reasonChoices = (reasons: readonly { code: string; vi: string; en: string }[]) =>
  reasons.map((one) => ({ value: one.code, label: one[getLocale()] }));
