import { createHash } from 'node:crypto';
import { child, type XmlElement, xml, xmlDocument, xmlText } from '../../documents/index.ts';
import { isKnownClass } from '../entries/entry.ts';
import type { EntryClass, EntrySignal } from '../entries/entry-view.ts';
import { type GivenSignal, parseSignal, type SignalType } from '../entries/signal.ts';
import type { IncomingEntry } from '../imports/import-entries.ts';
import type { WindowItem } from '../matching/read-window.ts';
import type { MemberName } from './exchange-store.ts';
import { feedbackReasons, ncmecTypes } from './feedback.ts';

/** The hash-sharing format of NCMEC, version 2, as its public clients read it (facebook/ThreatExchange, `hash_api.py`). */
const NAMESPACE = 'https://hashsharing.ncmec.org/hashsharing/v2';
const root = (name: string, ...children: readonly string[]) =>
  xmlDocument(xml(name, { xmlns: NAMESPACE }, ...children));

/** `YYYY-MM-DDTHH:MM:SSZ`: the clients read no other form. */
export function ncmecTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export function parseNcmecTime(text: string | null): Date | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const memberXml = (member: { number: number; name: string }) =>
  xml('member', { id: member.number }, xmlText(member.name));

/** Number 0 stands for the register itself, for entries of agencies that are no members of the exchange. */
const REGISTER: MemberName = { agency: '', number: 0, name: 'Lá Chắn' };
const memberOf = (agency: string, members: readonly MemberName[]) =>
  members.find((member) => member.agency === agency) ?? REGISTER;

export function statusXml(input: { address: string; username: string; member: MemberName | undefined }): string {
  return root(
    'status',
    xml('ipAddress', {}, xmlText(input.address)),
    xml('username', {}, xmlText(input.username)),
    memberXml(input.member ?? REGISTER),
  );
}

export function membersXml(members: readonly MemberName[]): string {
  return root('members', ...[REGISTER, ...members].map(memberXml));
}

export function entriesXml(
  items: readonly WindowItem[],
  members: readonly MemberName[],
  next: string | undefined,
): string {
  const blocks = (['image', 'video'] as const).map((kind) => {
    const held = items.filter(({ line }) => line.mediaKind === kind);
    if (held.length === 0) return xml(`${kind}s`, { count: 0 });
    const latest = new Date(Math.max(...held.map(({ line }) => line.at.getTime())));
    return xml(
      `${kind}s`,
      { count: held.length, maxTimestamp: ncmecTime(latest) },
      ...held.map((item) => entryXml(item, members)),
    );
  });
  return root('queryResult', ...blocks, ...(next ? [xml('paging', {}, xml('next', {}, xmlText(next)))] : []));
}

function entryXml({ line, view }: WindowItem, members: readonly MemberName[]): string {
  const member = memberXml(memberOf(line.ownerAgency, members));
  const head = [member, xml('timestamp', {}, ncmecTime(line.at)), xml('id', {}, line.entry)];
  if (!view) return xml(line.mediaKind === 'image' ? 'deletedImage' : 'deletedVideo', {}, ...head);
  const industry = view.classes.find((one) => one.scheme === 'ncmec');
  const prints = Object.entries(ncmecTypes).flatMap(([wire, type]) =>
    type === 'tmk_pdqf'
      ? []
      : view.signals
          .filter((signal) => signal.type === type)
          .map((signal) => xml(wire.toLowerCase(), {}, xmlText(signal.value))),
  );
  return xml(
    line.mediaKind,
    {},
    ...head,
    ...(industry ? [xml('classification', {}, industry.label)] : []),
    ...(prints.length > 0 ? [xml('fingerprints', {}, ...prints)] : []),
    ...opinionsXml(view.opinions, members),
  );
}

function opinionsXml(
  opinions: readonly { type: string; agency: string; opinion: 'up' | 'down'; reason: string | null }[],
  members: readonly MemberName[],
): string[] {
  const blocks: string[] = [];
  for (const [wire, type] of Object.entries(ncmecTypes)) {
    const said = opinions.filter((one) => one.type === type);
    // With their names: the public Python client fails on a member without text.
    const membersOf = (list: typeof said) =>
      xml('members', {}, ...list.map((one) => memberXml(memberOf(one.agency, members))));
    const up = said.filter((one) => one.opinion === 'up');
    if (up.length > 0) blocks.push(xml('affirmativeFeedback', { type: wire }, membersOf(up)));
    const down = said.filter((one) => one.opinion === 'down');
    if (down.length === 0) continue;
    // A reason and the members that gave it stand side by side, one pair after another.
    const pairs = feedbackReasons.flatMap((reason) => {
      const agree = down.filter((one) => one.reason === reason.code);
      return agree.length === 0
        ? []
        : [xml('reason', { guid: reason.guid, name: reason.en, type: wire }), membersOf(agree)];
    });
    blocks.push(xml('negativeFeedback', { type: wire }, xml('reasons', {}, ...pairs)));
  }
  return blocks.length > 0 ? [xml('feedback', {}, ...blocks)] : [];
}

/**
 * The reasons in the documented shape (they are the root's children) and once more in a nested element of the same name,
 * because the public Python client looks for a child of that name.
 */
export function reasonsXml(wire: string): string {
  const reasons = feedbackReasons.map((reason) => xml('reason', { guid: reason.guid, name: reason.en, type: wire }));
  return root('availableFeedbackReasons', ...reasons, xml('availableFeedbackReasons', {}, ...reasons));
}

export function categorizationsXml(
  groups: readonly { name: string; allowMultiple: boolean; labels: readonly { guid: string; name: string }[] }[],
): string {
  return root(
    'availableCategorizations',
    ...groups.map((group) =>
      xml(
        'group',
        { name: group.name, allowMultiple: String(group.allowMultiple) },
        ...group.labels.map((label) => xml('categorization', { guid: label.guid, name: label.name })),
      ),
    ),
  );
}

/** A name of a label that stays the same for ever: made from scheme and label alone. */
export function labelGuid(scheme: string, label: string): string {
  const hex = createHash('sha256').update(`la-chan categorization ${scheme} ${label}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function errorXml(code: string, message: string): string {
  return root('error', xml('code', {}, xmlText(code)), xml('message', {}, xmlText(message)));
}

/** What a member says of one fingerprint. Undefined where the document says neither. */
export function parseFeedback(
  document: XmlElement,
): { opinion: 'up' } | { opinion: 'down'; reasons: readonly string[] } | undefined {
  if (document.name !== 'feedbackSubmission') return undefined;
  if (child(document, 'affirmative')) return { opinion: 'up' };
  const negative = child(document, 'negative');
  if (!negative) return undefined;
  const guids = (child(negative, 'reasonIds')?.children ?? [])
    .filter((one) => one.name === 'guid')
    .map((one) => one.text.trim());
  return { opinion: 'down', reasons: guids };
}

export function feedbackSubmissionXml(opinion: 'up' | 'down', guid: string | undefined): string {
  return root(
    'feedbackSubmission',
    opinion === 'up'
      ? xml('affirmative', {})
      : xml('negative', {}, xml('reasonIds', {}, ...(guid ? [xml('guid', {}, xmlText(guid))] : []))),
  );
}

export interface NcmecPage {
  readonly entries: readonly IncomingEntry[];
  /** Entries without a fingerprint that we can read. */
  readonly unusable: number;
  /** The latest time that stands on the page. */
  readonly latest: Date | undefined;
  /** Path and query of the next page, as the server wrote it. */
  readonly next: string | undefined;
}

/** Reads a page of entries as another register sends it. Undefined where it is none. */
export function parseEntries(document: XmlElement): NcmecPage | undefined {
  if (document.name !== 'queryResult') return undefined;
  const entries: IncomingEntry[] = [];
  let unusable = 0;
  let latest: Date | undefined;
  const note = (at: Date | undefined) => {
    if (at && (!latest || at > latest)) latest = at;
  };
  for (const block of document.children) {
    if (block.name !== 'images' && block.name !== 'videos') continue;
    note(parseNcmecTime(block.attributes.maxTimestamp ?? null));
    for (const element of block.children) {
      const id = child(element, 'id')?.text.trim() ?? '';
      const member = child(element, 'member')?.attributes.id ?? '';
      const at = parseNcmecTime(child(element, 'timestamp')?.text.trim() ?? null);
      const mediaKind = /video/i.test(element.name) ? 'video' : 'image';
      if (!at || !/^[\w.-]{1,120}$/.test(id) || !/^\d{1,12}$/.test(member)) return undefined;
      note(at);
      const externalId = `${member}-${id}`;
      if (/^deleted/.test(element.name)) {
        entries.push({ externalId, wireId: { member, id }, mediaKind, deleted: true, signals: [], classes: [] });
        continue;
      }
      const signals = (child(element, 'fingerprints')?.children ?? []).flatMap((print): GivenSignal[] => {
        const type: SignalType | undefined = ncmecTypes[print.name.toUpperCase()];
        const value = print.text.trim();
        if (!type || value === '') return [];
        // Others write their digests in upper case; ours have one form.
        const given: GivenSignal = {
          type,
          value: type === 'photodna' || type === 'tmk_pdqf' ? value : value.toLowerCase(),
        };
        return 'fault' in parseSignal(given) ? [] : [given];
      });
      const label = child(element, 'classification')?.text.trim() ?? '';
      const industry: EntryClass = { scheme: 'ncmec', version: 'v2', label };
      if (signals.length === 0) unusable += 1;
      else
        entries.push({
          externalId,
          wireId: { member, id },
          mediaKind,
          deleted: false,
          signals,
          classes: isKnownClass(industry) ? [industry] : [],
        });
    }
  }
  const next = child(child(document, 'paging') ?? document, 'next')?.text.trim();
  return { entries, unusable, latest, next: next === '' ? undefined : next };
}

/** Signals as the other formats carry them. */
export function givenOf(signal: EntrySignal): GivenSignal {
  return {
    type: signal.type,
    value: signal.value,
    ...(signal.variant === '' ? {} : { variant: signal.variant }),
    ...(signal.quality === null ? {} : { quality: signal.quality }),
    ...(signal.frameMs === null ? {} : { frameMs: signal.frameMs }),
  };
}
