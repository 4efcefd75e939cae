import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childUnmaskReasons, progressOfAction, sensitivities } from '../../../src/cases/index.ts';
import {
  accountKinds,
  channelCodes,
  outboundPurposes,
  outboundStates,
  templateStates,
} from '../../../src/channels/index.ts';
import { reporterKinds, unmaskReasons } from '../../../src/intake/index.ts';
import { Offered } from '../../../src/kernel/index.ts';
import { dismissals, unmaskReasons as unmaskPostReasons } from '../../../src/listening/index.ts';
import { breakGlassOutcomes, sessionPurposes } from '../../../src/members/index.ts';
import {
  addresseeKinds,
  ageGroups,
  answers,
  contactChannels,
  deliveryKinds,
  documentKinds,
  domainRuleKinds,
  factors,
  hostParts,
  itemKinds,
  itemMoves,
  reaches,
  setAsideReasons,
  siblingRelations,
  sources,
  tiers,
  unmaskReasons as unmaskItemReasons,
} from '../../../src/takedown/index.ts';
import { modules } from '../../server/modules.ts';
import { m } from './paraglide/messages.js';

/** A text, or one for each number that it is said of. */
type Message = string | readonly { match: Readonly<Record<string, string>> }[];
type Messages = Readonly<Record<string, Message>>;
const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`../messages/${language}.json`, import.meta.url), 'utf8')) as Messages;
const vi = read('vi');
const en = read('en');
const textsOf = (message: Message = '') =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const keyOf = (family: string, code: string) => `${family}_${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`;

/** Every event that the cases write, by their code; what the process's own acts write has its words in the table of the process. */
const casesFolder = new URL('../../../src/cases/', import.meta.url);
const caseEvents = readdirSync(casesFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
  .flatMap((name) => [
    ...readFileSync(new URL(name, casesFolder), 'utf8').matchAll(/insertEvent\(\s*\w+,\s*[\w.]+,\s*'([^']+)'/g),
  ])
  .map(([, code]) => code as string);

const policies = modules.flatMap(({ schema }) => schema?.policies ?? []);
const capabilities = modules.flatMap((module) => module.capabilities ?? []);
const channels = accountKinds({ kernel: { offered: new Offered(modules) } });
const channelFields = channels.flatMap(({ fields }) => fields);
const families: readonly [string, readonly string[]][] = [
  ['action', [...policies.flatMap((policy) => policy.actions), ...capabilities.flatMap((list) => list.actions)]],
  ['object', policies.map((policy) => policy.source.resource)],
  [
    'module',
    modules
      .filter(({ schema, capabilities }) => (schema?.policies.length ?? 0) + (capabilities?.actions.length ?? 0) > 0)
      .map(({ name }) => name),
  ],
  ['purpose', sessionPurposes.map(({ code }) => code)],
  ['outcome', breakGlassOutcomes.map(({ code }) => code)],
  ['unmask_reason', unmaskReasons],
  ['reporter', reporterKinds],
  ['case_event', [...new Set(caseEvents)]],
  ['case_unmask_reason', childUnmaskReasons],
  ['sensitivity', sensitivities],
  ['progress', progressOfAction],
  ['listening_unmask_reason', unmaskPostReasons],
  ['listening_alert_dismissal', dismissals],
  ['listening_alert_state', ['RAISED', 'CONFIRMED', 'DISMISSED']],
  ['listening_signal_origin', ['model', 'rule', 'detail', 'hash']],
  ['listening_alert_recipient', ['DESK_111', 'NETWORK', 'OFFENCES']],
  ['listening_alert_delivery', ['WAITING', 'DELIVERED', 'NO_RECEIVER', 'FAILED']],
  ['content_kind', itemKinds],
  ['content_source', sources],
  ['content_tier', tiers],
  ['content_factor', factors],
  ['content_factor_help', factors],
  ['content_age_group', ageGroups],
  ['content_reach', reaches],
  ['content_aside', setAsideReasons],
  ['content_relation', siblingRelations],
  ['content_host_part', hostParts],
  ['content_host_source', ['RDAP', 'ANALYST', 'PARTNER']],
  ['content_unmask_reason', unmaskItemReasons],
  ['content_rule', domainRuleKinds],
  ['content_grade_stage', ['blind', 'third']],
  ['addressee_rung', addresseeKinds],
  ['contact_channel', contactChannels],
  ['contact_state', ['WAITING', 'APPROVED']],
  ['delivery_kind', deliveryKinds],
  ['order_answer', answers],
  ['order_document', documentKinds],
  ['order_delivery', ['delivered', 'not-sent']],
  ['order_event', ['proposed', 'issued', 'declined', 'cancelled', 'answered', 'clarified', 'escalated']],
  [
    'content_event',
    [
      ...itemMoves,
      'received',
      'reported-again',
      'triage-changed',
      'sibling-added',
      'host-written',
      'host-looked-up',
      'host-moved',
      'conflict-declared',
    ],
  ],
  ['outbox_state', outboundStates],
  ['outbox_purpose', outboundPurposes],
  ['outbox_held', ['not-before', 'quiet-hours', 'safe-hours']],
  ['outbox_channel', channelCodes],
  ['template_state', templateStates],
  ['channel_kind', channelCodes],
  ['channel_help', channelCodes],
  ['channel_steps', channelCodes],
  ['channel_field', channelFields.map(({ name }) => name)],
  ['channel_choice', channelFields.flatMap(({ choices }) => choices)],
  ['class', ['triage', 'narrative', 'identity', 'evidence', 'internal', 'statistics']],
];

test.each(families)('every code of %s has words in both languages', (family, codes) => {
  expect(codes.length).toBeGreaterThan(0);
  const keys = codes.map((code) => keyOf(family, code));
  expect(keys.filter((key) => !vi[key] || !en[key])).toEqual([]);
});

test('both languages say the same things, with the same blanks', () => {
  expect(Object.keys(vi).filter((key) => !(key in en))).toEqual([]);
  expect(Object.keys(en).filter((key) => !(key in vi))).toEqual([]);
  const blanks = (message: Message | undefined) =>
    textsOf(message).map((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
  expect(
    Object.keys(vi).filter((key) => new Set([...blanks(vi[key]), ...blanks(en[key])].map(String)).size > 1),
  ).toEqual([]);
});

test('English counts one thing as one', () => {
  expect(m.queue_count({ count: 1 }, { locale: 'en' })).toBe('1 row on this page');
  expect(m.queue_count({ count: 2 }, { locale: 'en' })).toBe('2 rows on this page');
  expect(m.queue_count({ count: 1 }, { locale: 'vi' })).toBe('1 dòng trên trang này');
  expect(m.listening_posts_count({ n: '1,234', count: 1234 }, { locale: 'en' })).toBe('1,234 posts');
  const waiting = (posts: number, media: number) =>
    m.listening_queue_waiting({ n: posts, media, posts, links: media }, { locale: 'en' });
  expect([waiting(1, 1), waiting(1, 0), waiting(3, 1)]).toEqual([
    '1 post and 1 link waiting',
    '1 post and 0 links waiting',
    '3 posts and 1 link waiting',
  ]);
});
