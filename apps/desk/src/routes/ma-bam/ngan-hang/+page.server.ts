import type { BankMode } from '../../../../../../src/hashes/index.ts';
import { agencyNames } from '../../../agency/agencies.server.ts';
import { bankName } from '../../../hash/hash-words.server.ts';
import { number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-queue.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:hash-banks');
  const { hashes } = app.modules;
  const actor = personOf(ctx);
  const overview = valueOrError(ctx, await hashes.registerOverview(ctx));
  const owners = await agencyNames(
    app,
    ctx,
    overview.banks.map((bank) => bank.ownerAgency),
  );
  const count = (bank: string, ...states: string[]) =>
    overview.counts
      .filter((one) => one.bank === bank && (states.length === 0 || states.includes(one.status)))
      .reduce((sum, one) => sum + one.entries, 0);
  return {
    banks: overview.banks.map((bank) => ({
      ...bank,
      name: bankName(bank),
      owner: owners.get(bank.ownerAgency) ?? bank.ownerAgency,
      modeName:
        bank.code === hashes.REMOVAL_BANK ? words('hash_bank_mode', 'take_down') : words('hash_bank_mode', bank.mode),
      what:
        bank.code === hashes.REMOVAL_BANK
          ? words('hash_bank_mode_what', 'take_down')
          : words('hash_bank_mode_what', bank.mode),
      entries: count(bank.code),
      inForce: count(bank.code, 'ACTIVE', 'DISPUTED'),
    })),
    modes: ['match', 'negative', 'watch'].map((value) => ({
      value,
      label: `${words('hash_bank_mode', value)}: ${words('hash_bank_mode_what', value)}`,
    })),
    mayManage: app.permissions.allows({ action: 'hash-bank.manage' }, actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  moi: permittedAct('hash-bank.manage', ({ ctx, modules, form }) => {
    const mode = text(form, 'mode');
    return modules.hashes.createBank(ctx, {
      code: text(form, 'code').trim().toUpperCase(),
      nameVi: text(form, 'nameVi').trim(),
      nameEn: text(form, 'nameEn').trim(),
      mode: (['match', 'negative', 'watch'].includes(mode) ? mode : 'match') as BankMode,
      ...thresholds(form),
    });
  }),
  doi: permittedAct('hash-bank.manage', ({ ctx, modules, form }) =>
    modules.hashes.changeBank(ctx, {
      code: text(form, 'code'),
      enabled: text(form, 'enabled') === 'on',
      ...thresholds(form),
    }),
  ),
};

/** Numbers of the form that the register takes; one outside its bounds is left as it was. */
function thresholds(form: FormData) {
  const within = (name: string, least: number, most: number) => {
    const given = number(form, name);
    return given !== undefined && Number.isInteger(given) && given >= least && given <= most ? given : undefined;
  };
  return {
    pdqThreshold: within('pdqThreshold', 0, 31),
    vpdqThreshold: within('vpdqThreshold', 0, 31),
    suspendDownvotes: within('suspendDownvotes', 1, 100),
    suspendMatchesHour: within('suspendMatchesHour', 1, 10_000_000),
  };
}
