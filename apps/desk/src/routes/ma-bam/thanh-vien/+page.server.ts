import type { ListReach, SetMemberRights } from '../../../../../../src/hashes/index.ts';
import type { MachineClient } from '../../../../../../src/members/index.ts';
import { contentClass } from '../../../../../../src/vocabulary/index.ts';
import { agencyOrCode } from '../../../agency/agencies.server.ts';
import { bankName } from '../../../hash/hash-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, number, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { label, localName, words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-exchange.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:hash-members');
  const actor = personOf(ctx);
  const { hashes, members } = app.modules;
  const standings = valueOrError(ctx, await hashes.memberStandings(ctx));
  const lists = valueOrError(ctx, await hashes.listReach(ctx));
  const banks = valueOrError(ctx, await hashes.listBanks(ctx));
  const names = new Map(standings.map((one) => [one.agency, one.displayName]));
  const bankNames = new Map(banks.map((bank) => [bank.code, bankName(bank)]));
  // Keys are given by whoever manages machines; others are told whom to ask.
  const mayKeys = app.permissions.allows({ action: 'key.manage' }, actor, ctx.now);
  const clients = mayKeys ? await members.listMachineClients(ctx) : undefined;
  return {
    members: standings.map((one) => ({
      agency: one.agency,
      number: one.memberNumber,
      name: one.displayName,
      enabled: one.enabled,
      scopes: [...one.scopes],
      scopeNames: one.scopes.map((scope) => words('hash_member_scope', scope)),
      daily: one.dailyMatches,
      used: one.usedToday,
      lists: [...one.lists],
      keys: clients?.ok ? keysOf(clients.value, one.agency) : undefined,
    })),
    lists: lists.map((list) => ({
      code: list.code,
      name: localName(list),
      enabled: list.enabled,
      members: list.members.map((agency) => names.get(agency) ?? agency),
      rules: list.rules.map((rule) => ruleWords(rule, bankNames)),
      reach: reachOf(list.reach, bankNames, hashes.REMOVAL_BANK),
      raw: list.rules.map((rule) => ({
        bank: rule.bank ?? '',
        classes: [...(rule.nationalClasses ?? [])],
        kinds: [...(rule.sourceKinds ?? [])],
      })),
    })),
    scopes: hashes.memberScopes.map((value) => ({ value, label: words('hash_member_scope', value) })),
    banks: banks.map((bank) => ({
      value: bank.code,
      label: `${bankName(bank)} · ${bank.code === hashes.REMOVAL_BANK ? words('hash_bank_mode', 'take_down') : words('hash_bank_mode', bank.mode)}`,
    })),
    classes: contentClass.codes.map((value) => ({ value, label: `${value} · ${label(contentClass, value)}` })),
    kinds: app.modules.hashes.sourceKinds.map((value) => ({ value, label: words('hash_source_kind', value) })),
    mayManage: app.permissions.allows({ action: 'hash-list.manage' }, actor, ctx.now),
    mayKeys,
    now: ctx.now.toISOString(),
  };
};

/** The member's keys in use, and how many of them are bound to a certificate or to addresses. */
function keysOf(clients: readonly MachineClient[], agency: string) {
  const live = clients.filter((client) => client.agency === agency && client.revokedAt === null);
  return {
    count: live.length,
    bound: live.filter((client) => client.certificates.length + client.addresses.length > 0).length,
  };
}

function ruleWords(rule: ListReach['rules'][number], banks: ReadonlyMap<string, string>): string {
  const parts = [
    rule.bank === null
      ? m.hash_member_rule_any_bank()
      : m.hash_member_rule_bank({ bank: banks.get(rule.bank) ?? rule.bank }),
    rule.nationalClasses === null ? '' : m.hash_member_rule_classes({ classes: rule.nationalClasses.join(', ') }),
    rule.sourceKinds === null
      ? ''
      : m.hash_member_rule_kinds({ kinds: rule.sourceKinds.map((kind) => words('hash_source_kind', kind)).join(', ') }),
  ];
  return parts.filter(Boolean).join('; ');
}

/** What a list gives, in words; banks that only watch and people's own pictures are named apart. */
function reachOf(reach: ListReach['reach'], banks: ReadonlyMap<string, string>, removalBank: string) {
  return {
    total: reach.reduce((sum, one) => sum + one.entries, 0),
    parts: reach.map((one) => ({
      bank: banks.get(one.bank) ?? one.bank,
      entries: one.entries,
      care:
        one.bank === removalBank
          ? words('hash_bank_mode', 'take_down')
          : one.mode === 'match'
            ? ''
            : words('hash_bank_mode', one.mode),
    })),
  };
}

function rulesOf(form: FormData) {
  const count = Math.min(20, number(form, 'rules') ?? 0);
  return Array.from({ length: count }, (_, at) => {
    const classes = form.getAll(`classes-${at}`).map(String).filter(Boolean);
    const kinds = form.getAll(`kinds-${at}`).map(String).filter(Boolean);
    return {
      bank: field(form, `bank-${at}`) ?? null,
      nationalClasses: classes.length > 0 ? classes : null,
      sourceKinds: kinds.length > 0 ? kinds : null,
    };
  });
}

export const actions: Actions = {
  quyen: permittedAct('hash-member.manage', async ({ ctx, app, modules, form }) => {
    const agency = await agencyOrCode(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    const { hashes } = modules;
    return hashes.setMemberRights(ctx, {
      agency: agency.value,
      displayName: text(form, 'displayName').trim(),
      scopes: hashes.memberScopes.filter((scope) => form.getAll('scope').includes(scope)) as SetMemberRights['scopes'],
      dailyMatches: Math.max(0, Math.min(100_000_000, Math.round(number(form, 'daily') ?? 0))),
      enabled: text(form, 'enabled') === 'on',
      lists: form.getAll('list').map(String),
    });
  }),
  /** What a list with these rules would give; nothing is kept. */
  thu: permittedAct('hash-list.manage', async ({ ctx, modules, form }) => {
    const { hashes } = modules;
    const preview = await hashes.previewList(ctx, { rules: rulesOf(form) });
    if (!preview.ok) return preview;
    const banks = valueOrError(ctx, await hashes.listBanks(ctx));
    const names = new Map(banks.map((bank) => [bank.code, bankName(bank)]));
    return {
      ok: true,
      value: { ...reachOf(preview.value.reach, names, hashes.REMOVAL_BANK), partial: preview.value.partial },
    };
  }),
  danhSach: permittedAct('hash-list.manage', ({ ctx, modules, form }) => {
    const { hashes } = modules;
    const rules = rulesOf(form);
    const existing = field(form, 'existing');
    return existing
      ? hashes.setListRules(ctx, { code: existing, rules })
      : hashes.createList(ctx, {
          code: text(form, 'code').trim().toUpperCase(),
          nameVi: text(form, 'nameVi').trim(),
          nameEn: text(form, 'nameEn').trim(),
          rules,
        });
  }),
};
