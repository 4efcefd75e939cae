import { z } from '@hono/zod-openapi';
import {
  isDate,
  type Language,
  ok,
  type Result,
  readOptionalText,
  readTextInput,
  refuseRequest,
  type TextRule,
  textInput,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  type AgeBand,
  adminUnit,
  ageBand,
  type ChildFeeling,
  type ChildNames,
  type ChildPlace,
  childFeeling,
  childNames,
  childPlace,
  type Day,
  findStorySignals,
  type InformantType,
  normalisePhone,
  oldWardByCode,
  onlinePlace,
  type PortalBand,
  portalBand,
  type ReportedProblem,
  reportedProblem,
  type SafeContact,
  type Sex,
  type StorySignal,
  safeContact,
  sex,
  storySignal,
} from '../../vocabulary/index.ts';
import { accountLocator, accountOfLink, type Locator, normaliseAccount, normaliseLink } from '../receipts/locator.ts';
import { refuse } from '../refusals.ts';

/** Longest narrative, in Unicode code points after NFC. */
export const NARRATIVE_LIMIT = 20_000;
/** Longest body of a filing over the API, in bytes: a full narrative of four-byte characters, escaped, and the rest. */
export const FILING_BODY_LIMIT = 256 * 1024;

const LIMITS = {
  name: 200,
  phone: 40,
  email: 254,
  address: 500,
  organisation: 300,
  school: 300,
  link: 2_048,
  account: 200,
  words: 500,
} as const;

/** What a reporter says of themselves, and the informant type of Form 01 that it is. */
const informantOf = {
  child: 'CHILD',
  parent: 'PARENT',
  relative: 'RELATIVE',
  teacher: 'TEACHER',
  peer: 'PEER',
  neighbour: 'NEIGHBOUR',
  professional: 'STAFF',
  other: 'ANON',
} as const satisfies Record<string, InformantType>;
export type ReporterKind = keyof typeof informantOf;
export const reporterKinds = Object.keys(informantOf) as [ReporterKind, ...ReporterKind[]];

const text = (most: number, description: string) => textInput({ most }, description);
const day = z.string().openapi({ format: 'date', example: '2026-11-24' });

/**
 * A report as it comes in: the one schema of the API and of the pages' forms. Only `reporter.kind` and `narrative` are
 * required. Unknown fields are refused, so that a misspelt one is not lost in silence.
 */
export const reportInput = z
  .strictObject({
    reporter: z.strictObject({
      kind: z.enum(reporterKinds),
      band: portalBand.zod.optional(),
      name: text(LIMITS.name, 'Sealed under the identity key.').optional(),
      phone: text(LIMITS.phone, 'Sealed under the identity key.').optional(),
      email: text(LIMITS.email, 'Sealed under the identity key.').optional(),
      address: text(LIMITS.address, 'Sealed under the identity key.').optional(),
      organisation: text(LIMITS.organisation, 'Sealed under the identity key.').optional(),
    }),
    narrative: text(
      NARRATIVE_LIMIT,
      'What happened. 1 to 20,000 characters after NFC; no control characters but newline and tab; no pictures.',
    ),
    child: z
      .strictObject({
        ageBand: ageBand.zod.optional(),
        sex: sex.zod.optional(),
        name: text(LIMITS.name, 'Sealed under the identity key.').optional(),
        school: text(LIMITS.school, 'Sealed under the identity key.').optional(),
      })
      .optional(),
    places: z
      .array(
        z.strictObject({
          kind: onlinePlace.zod,
          link: text(LIMITS.link, 'Address of a page; kept in canonical form.').optional(),
          account: text(LIMITS.account, 'Name of the account, with or without @.').optional(),
          phone: text(LIMITS.phone, 'A telephone number that was used.').optional(),
        }),
      )
      .max(20)
      .optional(),
    happenedAt: z
      .strictObject({
        from: day.optional(),
        to: day.optional(),
        stillGoingOn: z.boolean().optional(),
        words: text(LIMITS.words, 'When it happened, in the reporter’s words.').optional(),
      })
      .optional(),
    province: z.string().optional().openapi({ description: 'Official code, two digits.', example: '79' }),
    commune: z
      .string()
      .optional()
      .openapi({ description: 'Official code, five digits; codes of before July 2025 are mapped.', example: '26737' }),
    safeContact: z
      .strictObject({
        wishes: z.array(safeContact.zod).min(1).max(safeContact.codes.length),
        hours: text(LIMITS.words, 'Sealed under the identity key.').optional(),
        saying: text(LIMITS.words, 'Sealed under the identity key.').optional(),
      })
      .optional(),
    danger: z.strictObject({ now: z.enum(['yes', 'no', 'unknown']) }).optional(),
    problem: reportedProblem.zod.optional().openapi({ description: 'What the reporter chose as most like it.' }),
    childSays: z
      .strictObject({
        feeling: childFeeling.zod.optional(),
        place: childPlace.zod.optional(),
        who: childNames.zod.optional(),
      })
      .optional()
      .openapi({ description: 'What a child who cannot read yet pointed at; never a statement of danger.' }),
    language: z.enum(['vi', 'en']).optional(),
  })
  .openapi('Report');

export type ReportInput = z.infer<typeof reportInput>;

export type IdentityPart =
  | 'reporter.name'
  | 'reporter.phone'
  | 'reporter.email'
  | 'reporter.address'
  | 'reporter.organisation'
  | 'child.name'
  | 'child.school'
  | 'contact.hours'
  | 'contact.saying';

/** One place online in readable form, as the desk sees it once the narrative is opened. */
export interface ReadablePlace {
  readonly kind: string;
  readonly link?: string;
  readonly account?: string;
  readonly phone?: string;
}

/** What is sealed beside the narrative: where and when. */
export interface ReportDetails {
  readonly places: readonly ReadablePlace[];
  readonly when?: { readonly from?: string; readonly to?: string; readonly words?: string };
  readonly childSays?: ChildSays;
  /** What the reporter chose on the first page as most like it. */
  readonly problem?: ReportedProblem;
}

/** What a child who cannot read yet pointed at in pictures. */
export interface ChildSays {
  readonly feeling?: ChildFeeling;
  readonly place?: ChildPlace;
  readonly who?: ChildNames;
}

/** A checked and normalised report: what may stand in the clear, and what must be sealed before anything is written. */
export interface ReadyReport {
  readonly clear: {
    readonly informantType: InformantType;
    readonly portalBand: PortalBand | null;
    readonly ageBand: AgeBand;
    readonly sex: Sex;
    readonly province: string | null;
    readonly commune: string | null;
    readonly dangerNow: 'yes' | 'no' | 'unknown';
    readonly stillGoingOn: boolean | null;
    readonly safeContact: readonly SafeContact[];
    readonly language: Language;
  };
  readonly narrative: string;
  /** What its words may be about, whatever was ticked. */
  readonly signals: readonly StorySignal[];
  readonly details: ReportDetails | undefined;
  readonly identity: ReadonlyMap<IdentityPart, string>;
  readonly locators: readonly Locator[];
}

/** A picture pasted as text. Abusive media is never stored, in any form. */
const EMBEDDED_MEDIA = /data:(image|video|audio)\/[^,\s]{1,60};base64,/i;

export function holdsMedia(text: string): boolean {
  return EMBEDDED_MEDIA.test(text);
}

/**
 * Checks a report and brings it to its normal form.
 * @param now for the check of dates, which may not lie in the future
 * @returns the first thing that is wrong, with the field's path; nothing of what was written is in the refusal
 */
export function readReport(input: unknown, language: Language, now: Date): Result<ReadyReport> {
  const parsed = reportInput.safeParse(input);
  if (!parsed.success) {
    return refuseRequest('request.invalid', {
      field: parsed.error.issues[0]?.path.map(String).join('.') || undefined,
    });
  }
  const report = parsed.data;
  const narrative = readTextInput(report.narrative, 'narrative', NARRATIVE);
  if (!narrative.ok) return narrative;
  if (holdsMedia(narrative.value)) return refuse('report.picture-not-accepted', { field: 'narrative' });

  const identity = readIdentity(report);
  if (!identity.ok) return identity;
  const places = readPlaces(report.places ?? []);
  if (!places.ok) return places;
  const when = readTime(report.happenedAt, now);
  if (!when.ok) return when;
  const area = readArea(report.province, report.commune, now);
  if (!area.ok) return area;
  const wishes = [...new Set(report.safeContact?.wishes ?? [])];
  if (wishes.length > 1 && wishes.some((wish) => safeContact.get(wish).exclusive))
    return refuse('report.contact-wishes-clash', { field: 'safeContact.wishes' });
  if (wishes.some((wish) => safeContact.get(wish).needsPhone) && !identity.value.has('reporter.phone')) {
    return refuse('report.contact-needs-phone', { field: 'reporter.phone' });
  }
  const childSays = Object.values(report.childSays ?? {}).length > 0 ? (report.childSays as ChildSays) : undefined;
  const { problem } = report;
  const hasDetails =
    places.value.readable.length > 0 || [when.value, childSays, problem].some((part) => part !== undefined);
  return ok({
    clear: {
      informantType: informantOf[report.reporter.kind],
      portalBand: report.reporter.band ?? null,
      ageBand: report.child?.ageBand ?? bandOfReporter(report),
      sex: report.child?.sex ?? 'OTHER_UNK',
      ...area.value,
      dangerNow: report.danger?.now ?? 'unknown',
      stillGoingOn: report.happenedAt?.stillGoingOn ?? null,
      safeContact: wishes,
      language: report.language ?? language,
    },
    narrative: narrative.value,
    signals: signalsOf(narrative.value, problem),
    details: hasDetails
      ? {
          places: places.value.readable,
          ...(when.value ? { when: when.value } : {}),
          ...(childSays ? { childSays } : {}),
          ...(problem ? { problem } : {}),
        }
      : undefined,
    identity: identity.value,
    locators: places.value.locators,
  });
}

/** What the words of the story and the choice of a problem say together, in the order of the list. */
function signalsOf(narrative: string, problem: ReportedProblem | undefined): StorySignal[] {
  const found = new Set(findStorySignals(narrative));
  const chosen = problem && reportedProblem.get(problem).signal;
  if (chosen) found.add(chosen);
  return storySignal.codes.filter((code) => found.has(code));
}

const NARRATIVE: TextRule = {
  most: NARRATIVE_LIMIT,
  lines: true,
  refusals: {
    empty: refuse('report.narrative-empty'),
    'too-long': refuse('report.narrative-too-long'),
    unreadable: refuse('report.text-unreadable'),
  },
};
const SHORT: Omit<TextRule, 'most'> = {
  lines: true,
  refusals: { 'too-long': refuse('report.text-too-long'), unreadable: refuse('report.text-unreadable') },
};

/** The two portal bands that lie within one age band say the age of a child who reports about themselves. */
function bandOfReporter(report: ReportInput): AgeBand {
  if (report.reporter.kind !== 'child') return 'UNK';
  if (report.reporter.band === 'B6_8') return 'A6_8';
  return report.reporter.band === 'B16_17' ? 'A16_17' : 'UNK';
}

/** An optional short text: undefined where it is absent or blank. */
function readShort(value: string | undefined, limit: number, field: string): Result<string | undefined> {
  const read = readOptionalText(value, field, { ...SHORT, most: limit });
  return read.ok && holdsMedia(read.value ?? '') ? refuse('report.picture-not-accepted', { field }) : read;
}

function readIdentity(report: ReportInput): Result<ReadonlyMap<IdentityPart, string>> {
  const { reporter, child, safeContact: contact } = report;
  const fields: readonly [IdentityPart, string, string | undefined, number][] = [
    ['reporter.name', 'reporter.name', reporter.name, LIMITS.name],
    ['reporter.phone', 'reporter.phone', reporter.phone, LIMITS.phone],
    ['reporter.email', 'reporter.email', reporter.email, LIMITS.email],
    ['reporter.address', 'reporter.address', reporter.address, LIMITS.address],
    ['reporter.organisation', 'reporter.organisation', reporter.organisation, LIMITS.organisation],
    ['child.name', 'child.name', child?.name, LIMITS.name],
    ['child.school', 'child.school', child?.school, LIMITS.school],
    ['contact.hours', 'safeContact.hours', contact?.hours, LIMITS.words],
    ['contact.saying', 'safeContact.saying', contact?.saying, LIMITS.words],
  ];
  const identity = new Map<IdentityPart, string>();
  for (const [part, field, value, limit] of fields) {
    const read = readShort(value, limit, field);
    if (!read.ok) return read;
    if (read.value !== undefined) identity.set(part, read.value);
  }
  const phone = identity.get('reporter.phone');
  if (phone !== undefined) {
    const normal = normalisePhone(phone);
    if (normal === undefined) return refuse('report.phone-unreadable', { field: 'reporter.phone' });
    identity.set('reporter.phone', normal);
  }
  const email = identity.get('reporter.email');
  if (email !== undefined && !z.email().safeParse(email).success)
    return refuse('report.email-unreadable', { field: 'reporter.email' });
  return ok(identity);
}

function readPlaces(
  places: NonNullable<ReportInput['places']>,
): Result<{ readable: ReadablePlace[]; locators: Locator[] }> {
  const readable: ReadablePlace[] = [];
  const locators = new Map<string, Locator>();
  const find = (locator: Locator | undefined) => locator && locators.set(`${locator.kind}|${locator.value}`, locator);
  for (const [index, place] of places.entries()) {
    const at = (field: string) => `places.${index}.${field}`;
    const link = readShort(place.link, LIMITS.link, at('link'));
    if (!link.ok) return link;
    const account = readShort(place.account, LIMITS.account, at('account'));
    if (!account.ok) return account;
    const phone = readShort(place.phone, LIMITS.phone, at('phone'));
    if (!phone.ok) return phone;

    const canonical = link.value === undefined ? undefined : normaliseLink(link.value);
    if (link.value !== undefined && canonical === undefined)
      return refuse('report.link-unreadable', { field: at('link') });
    const handle = account.value === undefined ? undefined : normaliseAccount(account.value);
    if (account.value !== undefined && handle === undefined)
      return refuse('report.account-unreadable', { field: at('account') });
    const number = phone.value === undefined ? undefined : normalisePhone(phone.value);
    if (phone.value !== undefined && number === undefined)
      return refuse('report.phone-unreadable', { field: at('phone') });

    if (canonical !== undefined) {
      find({ kind: 'LINK', value: canonical });
      find(accountOfLink(canonical));
    }
    if (handle !== undefined) find(accountLocator(place.kind, handle));
    if (number !== undefined) find({ kind: 'PHONE', value: number });
    readable.push({
      kind: place.kind,
      ...(link.value === undefined ? {} : { link: link.value }),
      ...(account.value === undefined ? {} : { account: account.value }),
      ...(number === undefined ? {} : { phone: number }),
    });
  }
  return ok({ readable, locators: [...locators.values()] });
}

/** Nobody reports what is to come, and nothing online happened before the network came to Viet Nam. */
const EARLIEST = '1997-11-19';

function readTime(happened: ReportInput['happenedAt'], now: Date): Result<ReportDetails['when']> {
  if (happened === undefined) return ok(undefined);
  const words = readShort(happened.words, LIMITS.words, 'happenedAt.words');
  if (!words.ok) return words;
  for (const field of ['from', 'to'] as const) {
    const value = happened[field];
    if (value !== undefined && !(isDate(value) && value >= EARLIEST && value <= vietnamDate(now))) {
      return refuse('report.time-impossible', { field: `happenedAt.${field}` });
    }
  }
  const { from, to } = happened;
  if (from !== undefined && to !== undefined && from > to)
    return refuse('report.time-impossible', { field: 'happenedAt.to' });
  if (from === undefined && to === undefined && words.value === undefined) return ok(undefined);
  return ok({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(words.value === undefined ? {} : { words: words.value }),
  });
}

function readArea(
  province: string | undefined,
  commune: string | undefined,
  now: Date,
): Result<{ province: string | null; commune: string | null }> {
  const today = vietnamDate(now) as Day;
  if (province !== undefined && adminUnit(province, today)?.level !== 1)
    return refuse('report.area-unknown', { field: 'province' });
  if (commune === undefined) return ok({ province: province ?? null, commune: null });
  const present = adminUnit(commune, today);
  // A code that still exists means the commune of today; only a code that is gone is looked up among the old wards.
  const candidates = present?.level === 2 ? [present] : (oldWardByCode(commune, today)?.communes ?? []);
  const fitting = candidates.filter((unit) => province === undefined || unit.parent === province);
  const [unit] = fitting;
  // An old ward that was divided does not say which commune is meant.
  if (fitting.length !== 1 || unit?.parent === undefined) return refuse('report.area-unknown', { field: 'commune' });
  return ok({ province: unit.parent, commune: unit.code });
}
