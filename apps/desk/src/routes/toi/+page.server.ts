import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { fail } from '@sveltejs/kit';
import { ownAgencies } from '../../agency/own-agencies.server.ts';
import { actionResult, personOf, text } from '../../server/answer.server.ts';
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
    purpose: actor.purpose,
    purposes: members.sessionPurposes.map(({ code, vi, en }) => ({
      value: code,
      label: ctx.language === 'vi' ? vi : en,
    })),
  };
};

export const actions: Actions = {
  xacNhan: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    return actionResult(ctx, await app.modules.members.stepUp(ctx, { code: text(form, 'code').trim() }));
  },
  /** Without an answer, what the browser needs to ask for the passkey; with one, the proof. */
  xacNhanKhoa: async ({ locals: { app, ctx }, request, url }) => {
    const form = await request.formData();
    const response = readJson<AuthenticationResponseJSON>(text(form, 'response'));
    if (!response) return actionResult(ctx, await app.modules.members.beginPasskeySignIn(ctx, { host: url.host }));
    return actionResult(
      ctx,
      await app.modules.members.stepUpWithPasskey(ctx, { host: url.host, token: text(form, 'token'), response }),
    );
  },
  themKhoa: async ({ locals: { app, ctx }, request, url }) => {
    const form = await request.formData();
    const response = readJson<Parameters<typeof app.modules.members.completePasskeyRegistration>[1]['response']>(
      text(form, 'response'),
    );
    if (!response)
      return actionResult(ctx, await app.modules.members.beginPasskeyRegistration(ctx, { host: url.host }));
    return actionResult(
      ctx,
      await app.modules.members.completePasskeyRegistration(ctx, {
        host: url.host,
        token: text(form, 'token'),
        response,
        label: text(form, 'label'),
      }),
    );
  },
  boKhoa: async ({ locals: { app, ctx }, request }) =>
    actionResult(
      ctx,
      await app.modules.members.removePasskey(ctx, { passkey: text(await request.formData(), 'passkey') }),
    ),
  ketThuc: async ({ locals: { app, ctx }, request }) => {
    const session = text(await request.formData(), 'session');
    return actionResult(
      ctx,
      await app.modules.members.endSession(ctx, session === '' ? { others: true } : { session }),
    );
  },
  doiMatKhau: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    if (text(form, 'password') !== text(form, 'again')) return fail(422, { mismatch: true });
    return actionResult(
      ctx,
      await app.modules.members.changePassword(ctx, {
        present: text(form, 'present'),
        password: text(form, 'password'),
      }),
    );
  },
  maKhoiPhuc: async ({ locals: { app, ctx } }) => actionResult(ctx, await app.modules.members.renewRecoveryCodes(ctx)),
  mucDich: async ({ locals: { app, ctx }, request }) =>
    actionResult(
      ctx,
      await app.modules.members.setPurpose(ctx, { purpose: text(await request.formData(), 'purpose') }),
    ),
};

function readJson<T>(written: string): T | undefined {
  try {
    return JSON.parse(written) as T;
  } catch {
    return undefined;
  }
}
