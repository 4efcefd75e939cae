import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { channelsModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 33 (secrets of the child); Personal Data Protection Law 91/2025/QH15. The administrator of an agency
 * keeps its accounts and reads nothing that comes by them; who leads a shift says when nobody can answer. What a network told, and who wrote
 * it, is opened by the platform alone.
 */
const relations = { self: { agency: 'C111' }, elsewhere: { agency: 'MOH-MCD' } };
const platform = {
  relations,
  records: { 'a row': {} },
  may: { see: ['system'], add: ['system'], change: ['system'], remove: ['system'] },
};
const keepers = ['agency_admin@self'];
const PERSON = '01936000-0000-7000-8000-0000000000a1';
const ANOTHER = '01936000-0000-7000-8000-0000000000a2';
const woken = [
  ...['111_agent', '111_counsellor', '111_supervisor', 'commune_child_officer', 'commune_chair'],
  'province_child_officer',
].map((role) => `${role}@own`);
const seers = [...keepers, '111_supervisor@self'];

describePolicyTables(channelsModule, {
  'channel-account': {
    relations,
    records: { 'an account of 111': { agency: 'C111' } },
    proof: ['channel-account.enter-secrets'],
    may: {
      see: ['system', ...seers],
      add: ['system', ...keepers],
      change: ['system', ...seers],
      'channel-account.read': ['system', ...seers],
      'channel-account.keep': keepers,
      'channel-account.enter-secrets': keepers,
      'channel-account.say-down': seers,
    },
  },
  'account-consent': platform,
  'account-lease': { ...platform, may: { ...platform.may, remove: [] } },
  conversation: { ...platform, may: { ...platform.may, remove: [] } },
  'inbound-event': platform,
  'outbound-message': {
    relations,
    records: {
      waiting: { agency: 'C111', state: 'waiting' },
      dead: { agency: 'C111', state: 'dead' },
      sent: { agency: 'C111', state: 'sent' },
    },
    may: {
      see: ['system', ...seers],
      add: ['system'],
      change: ['system', ...seers],
      'outbound-message.list': ['system', ...seers],
      'outbound-message.retry': { waiting: [], dead: ['system', ...seers], sent: [] },
      'outbound-message.cancel': { waiting: ['system', ...seers], dead: ['system', ...seers], sent: [] },
    },
  },
  'message-template': {
    relations,
    records: { 'a template of 111': { agency: 'C111' } },
    may: {
      see: ['system', ...seers],
      add: seers,
      change: seers,
      'message-template.list': ['system', ...seers],
      'message-template.keep': seers,
    },
  },
  'push-device': {
    relations: { own: { agency: 'C111', person: PERSON }, another: { agency: 'C111', person: ANOTHER } },
    records: { 'a browser': { person: PERSON } },
    may: {
      see: ['system', 'anybody@own'],
      add: woken,
      change: ['system'],
      remove: ['system', 'anybody@own'],
      'push-device.keep': woken,
    },
  },
  'outbox-gate': { ...platform, may: { ...platform.may, remove: [] } },
  'service-gate': { ...platform, may: { ...platform.may, remove: [] } },
  'contact-wish': { ...platform, may: { ...platform.may, remove: [] } },
});
