import {
  type AlertAbout,
  type AlertAudience,
  type AlertPartType,
  alertAbout,
  alertAudience,
  alertPart,
  type Pap,
  pap,
  type Tlp,
  tlp,
} from './alert-lists.ts';

/**
 * What leaves the house of an alert. Every form, page and feed asks `leaves` for each part; nothing else decides it.
 * TLP 2.0 (FIRST) says who may read, PAP what they may do with it.
 */

/** What is asked of a part. */
export interface MarkedPart {
  readonly type: AlertPartType;
  readonly about: AlertAbout;
  readonly tlp: Tlp;
  readonly pap: Pap;
}

export interface MarkedAlert {
  readonly state: 'WAITING' | 'REFUSED' | 'ISSUED' | 'SUPERSEDED' | 'RECALLED';
  readonly tlp: Tlp;
  readonly pap: Pap;
  readonly audiences: readonly AlertAudience[];
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

/**
 * By which way: a page that a signed-in person reads, a machine's form (fetched by it or pushed to it), a letter over servers of others,
 * the public page and feed, or a draft of something to be made public.
 */
export type Way = 'PAGE' | 'MACHINE' | 'MAIL' | 'PUBLIC' | 'DRAFT';

/** A member of the network as a recipient of one alert. */
export interface Recipient {
  /** Whether its membership holds today. */
  readonly member: boolean;
  /** Whether it was addressed at all, and whether by its own name. */
  readonly addressed: boolean;
  readonly named: boolean;
  /** By which audiences; empty where by a function or its name alone. */
  readonly audiences: readonly AlertAudience[];
  /** It speaks to people of its own, as an association does. */
  readonly passesOn: boolean;
}

/** Anybody: what is public. */
export const EVERYBODY = 'EVERYBODY';

export const withheldReasons = [
  'not-standing',
  'not-yet',
  'expired',
  'not-exportable',
  'child',
  'not-member',
  'not-addressed',
  'sharing',
  'use',
  'kind',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

export type Verdict =
  | {
      readonly leaves: true;
      /** Whether the recipient's systems may act by it. */
      readonly acts: boolean;
    }
  | { readonly leaves: false; readonly why: WithheldReason };

const no = (why: WithheldReason): Verdict => ({ leaves: false, why });
const rankOf = { tlp: (code: Tlp) => tlp.get(code).rank, pap: (code: Pap) => pap.get(code).rank };

/** The stricter of two. */
export const stricterTlp = (a: Tlp, b: Tlp): Tlp => (rankOf.tlp(a) >= rankOf.tlp(b) ? a : b);
export const stricterPap = (a: Pap, b: Pap): Pap => (rankOf.pap(a) >= rankOf.pap(b) ? a : b);

/** Parts of an alert are never more open than the alert. */
export const isAtLeast = (part: Pick<MarkedPart, 'tlp' | 'pap'>, alert: Pick<MarkedAlert, 'tlp' | 'pap'>): boolean =>
  rankOf.tlp(part.tlp) >= rankOf.tlp(alert.tlp) && rankOf.pap(part.pap) >= rankOf.pap(alert.pap);

/** Whether the head of an alert (its headline, dates and kind) may go to somebody. */
export function headLeaves(
  alert: MarkedAlert,
  to: Recipient | typeof EVERYBODY,
  way: Way,
  now: Date,
): WithheldReason | undefined {
  if (alert.state !== 'ISSUED') return 'not-standing';
  if (now.getTime() < alert.effectiveAt.getTime()) return 'not-yet';
  if (now.getTime() >= alert.expiresAt.getTime()) return 'expired';
  return marked(alert, to, way, alert.audiences.includes('PUBLIC'));
}

/** Whether a part may go to a recipient by a way, and whether their systems may act by it. */
export function leaves(
  alert: MarkedAlert,
  part: MarkedPart,
  to: Recipient | typeof EVERYBODY,
  way: Way,
  now: Date,
): Verdict {
  // The allow-list comes first: what is not on it never leaves, whatever the marking says.
  if (!alertPart.has(part.type) || !alertPart.get(part.type).exportable) return no('not-exportable');
  if (!alertAbout.has(part.about) || !alertAbout.get(part.about).exportable) return no('child');
  const head = headLeaves(alert, to, way, now);
  if (head !== undefined) return no(head);
  const strict = { tlp: stricterTlp(part.tlp, alert.tlp), pap: stricterPap(part.pap, alert.pap) };
  const withheld = marked(strict, to, way, alert.audiences.includes('PUBLIC'));
  if (withheld !== undefined) return no(withheld);
  if (!hasUseFor(part.type, to, way)) return no('kind');
  return { leaves: true, acts: rankOf.pap(strict.pap) <= rankOf.pap('GREEN') };
}

function marked(
  { tlp: sharing, pap: use }: { readonly tlp: Tlp; readonly pap: Pap },
  to: Recipient | typeof EVERYBODY,
  way: Way,
  isPublic: boolean,
): WithheldReason | undefined {
  if (to === EVERYBODY || way === 'PUBLIC' || way === 'DRAFT') {
    if (sharing !== 'CLEAR') return 'sharing';
    return isPublic || way === 'DRAFT' ? undefined : 'not-addressed';
  }
  if (!to.member) return 'not-member';
  if (!to.addressed) return 'not-addressed';
  // Whoever speaks to people of its own cannot keep what must stay inside its house, unless it was chosen by its name.
  if (sharing === 'AMBER_STRICT' && to.passesOn && !to.named) return 'sharing';
  if (sharing === 'RED') {
    // For the eyes of people who were named: no machine takes it.
    if (!to.named || way !== 'PAGE') return 'sharing';
  }
  // A letter lies open on servers of others on its way, and in mailboxes after: what the whole community may know, and no more. Ours.
  if (way === 'MAIL' && rankOf.tlp(sharing) > rankOf.tlp('GREEN')) return 'sharing';
  // What may be put into no system is put into none by us.
  return use === 'RED' && (way === 'MACHINE' || way === 'MAIL') ? 'use' : undefined;
}

/** Who was named, or reached by a function, gets every kind; an audience what it has a use for. */
function hasUseFor(type: AlertPartType, to: Recipient | typeof EVERYBODY, way: Way): boolean {
  if (to === EVERYBODY || way === 'PUBLIC' || way === 'DRAFT') return alertAudience.get('PUBLIC').parts.includes(type);
  if (to.named || to.audiences.length === 0) return true;
  return to.audiences.some((code) => alertAudience.get(code).parts.includes(type));
}

/** What stands against addressing an alert so, if anything: the field that is at fault. */
export function addressingFault(alert: {
  readonly tlp: Tlp;
  readonly audiences: readonly AlertAudience[];
  readonly functions: readonly string[];
  readonly named: readonly string[];
}): 'audiences' | 'tlp' | undefined {
  if (alert.audiences.length + alert.functions.length + alert.named.length === 0) return 'audiences';
  if (alert.audiences.includes('PUBLIC') && alert.tlp !== 'CLEAR') return 'tlp';
  // What is for named eyes alone goes to nobody by a kind or a function.
  return alert.tlp === 'RED' && alert.audiences.length + alert.functions.length > 0 ? 'tlp' : undefined;
}
