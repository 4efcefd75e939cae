import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { fail } from '@sveltejs/kit';
import { ownAgencies } from '../../agency/own-agencies.server.ts';
import { personOf, text } from '../../server/answer.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'desk.use' };

export const load: PageServerLoad = async ({ locals, depends }) => {
  const { app, ctx } = locals;
  depends('desk:me');
  const { members } = app.modules;
  const actor = personOf(ctx);
  const [sessions, passkeys, person, agencies] = [
    await members.listSessions(ctx),
    await members.listPasskeys(ctx),
    await members.personDetail(ctx, { person: actor.person }),
    await ownAgencies(app, ctx),
  ];
  return {
    sessions: sessions.ok ? sessions.value : [],
    passkeys: passkeys.ok ? passkeys.value : [],
    login: person.ok ? person.value.person.login : '',
    agencies,
    wakes: app.permissions.allows({ action: 'push-device.keep' }, ctx.actor, ctx.now),
    purpose: actor.purpose,
    purposes: members.sessionPurposes.map(({ code, vi, en }) => ({
      value: code,
      label: ctx.language === 'vi' ? vi : en,
    })),
  };
};

export const actions: Actions = {
  xacNhan: formAct(({ ctx, modules, form }) => modules.members.stepUp(ctx, { code: text(form, 'code').trim() })),
  /** Without an answer, what the browser needs to ask for the passkey; with one, the proof. */
  xacNhanKhoa: formAct(({ ctx, modules, form, url }) => {
    const response = readJson<AuthenticationResponseJSON>(text(form, 'response'));
    if (!response) return modules.members.beginPasskeySignIn(ctx, { host: url.host });
    return modules.members.stepUpWithPasskey(ctx, { host: url.host, token: text(form, 'token'), response });
  }),
  themKhoa: formAct(({ ctx, modules, form, url }) => {
    const response = readJson<Parameters<typeof modules.members.completePasskeyRegistration>[1]['response']>(
      text(form, 'response'),
    );
    if (!response) return modules.members.beginPasskeyRegistration(ctx, { host: url.host });
    return modules.members.completePasskeyRegistration(ctx, {
      host: url.host,
      token: text(form, 'token'),
      response,
      label: text(form, 'label'),
    });
  }),
  boKhoa: formAct(({ ctx, modules, form }) => modules.members.removePasskey(ctx, { passkey: text(form, 'passkey') })),
  ketThuc: formAct(({ ctx, modules, form }) => {
    const session = text(form, 'session');
    return modules.members.endSession(ctx, session === '' ? { others: true } : { session });
  }),
  doiMatKhau: formAct(({ ctx, modules, form }) => {
    if (text(form, 'password') !== text(form, 'again')) return fail(422, { mismatch: true });
    return modules.members.changePassword(ctx, {
      present: text(form, 'present'),
      password: text(form, 'password'),
    });
  }),
  maKhoiPhuc: formAct(({ ctx, modules }) => modules.members.renewRecoveryCodes(ctx)),
  mucDich: formAct(({ ctx, modules, form }) => modules.members.setPurpose(ctx, { purpose: text(form, 'purpose') })),
};

function readJson<T>(written: string): T | undefined {
  try {
    return JSON.parse(written) as T;
  } catch {
    return undefined;
  }
}
