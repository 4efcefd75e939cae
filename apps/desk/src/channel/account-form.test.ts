import { expect, test } from 'vitest';
import { accountKinds } from '../../../../src/channels/index.ts';
import { Offered } from '../../../../src/kernel/index.ts';
import { modules } from '../../../server/modules.ts';
import { fieldViews } from './account-form.server.ts';

const fieldsOf = (channel: string) =>
  accountKinds({ kernel: { offered: new Offered(modules) } }).find(({ code }) => code === channel)?.fields ?? [];
const viewOf = (channel: string, name: string, settings?: Record<string, unknown>) =>
  fieldViews(fieldsOf(channel), settings).find((field) => field.name === name);

test('only what is chosen among a few has options: what may stay empty is written like anything else', () => {
  expect(viewOf('zalo-oa', 'signedId')).toMatchObject({ options: [], required: false });
  expect(viewOf('sms-smpp', 'certificateAuthority')).toMatchObject({ input: 'text', options: [] });
  expect(viewOf('telephone', 'exchange')?.options.map(({ value }) => value)).toEqual([
    'webhook',
    'asterisk',
    'freeswitch',
  ]);
});

test('a form that is opened again shows the settings and no secret, and asks for none', () => {
  const shown = fieldViews(fieldsOf('telegram'), { server: 'https://mau.example', botToken: 'khoa-mau' });
  expect(shown.find(({ name }) => name === 'server')?.value).toBe('https://mau.example');
  expect(shown.filter(({ part }) => part === 'secrets').map(({ value, required }) => [value, required])).toEqual([
    ['', false],
    ['', false],
  ]);
});
