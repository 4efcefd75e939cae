import type { ClassScheme, GivenSignal } from '../../../../../../src/hashes/index.ts';
import { bankName, schemeChoices } from '../../../hash/hash-words.server.ts';
import { actionResult, field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash.submit' };

export const load: PageServerLoad = async ({ locals: { app, ctx } }) => {
  const { hashes } = app.modules;
  const actor = personOf(ctx);
  const banks = valueOrError(ctx, await hashes.listBanks(ctx));
  return {
    banks: banks
      // People's own pictures come in by the portal alone; a bank that reports is what is mostly meant.
      .filter((bank) => bank.enabled && bank.code !== hashes.REMOVAL_BANK)
      .toSorted((a, b) => Number(b.mode === 'match') - Number(a.mode === 'match'))
      .map((bank) => ({ value: bank.code, label: `${bankName(bank)} · ${words('hash_bank_mode', bank.mode)}` })),
    types: hashes.signalTypes.map((value) => ({ value, label: words('hash_signal_type', value) })),
    media: ['image', 'video'].map((value) => ({ value, label: words('hash_media_type', value) })),
    schemes: schemeChoices().filter((one) => one.scheme !== 'national'),
    mayImport: app.permissions.allows({ action: 'hash-import.run' }, actor, ctx.now),
  };
};

export const actions: Actions = {
  default: async ({ locals: { app, ctx }, request }) => {
    const form = await request.formData();
    const types = form.getAll('type').map(String);
    const values = form.getAll('value').map(String);
    const variants = form.getAll('variant').map(String);
    const qualities = form.getAll('quality').map(String);
    const signals: GivenSignal[] = types.flatMap((type, at) => {
      const value = (values[at] ?? '').trim();
      if (value === '') return [];
      return [
        {
          type: type as GivenSignal['type'],
          value,
          ...(variants[at] ? { variant: variants[at] } : {}),
          ...(qualities[at] ? { quality: Number(qualities[at]) } : {}),
        },
      ];
    });
    const proposed = await app.modules.hashes.proposeEntry(ctx, {
      bank: text(form, 'bank'),
      mediaKind: text(form, 'media') === 'video' ? 'video' : 'image',
      legalBasis: text(form, 'legalBasis').trim(),
      reference: field(form, 'reference'),
      signals,
      classes: form
        .getAll('class')
        .map(String)
        .filter(Boolean)
        .map((one) => {
          const [scheme = '', version = '', label = ''] = one.split('|');
          return { scheme: scheme as ClassScheme, version, label };
        }),
    });
    const done = actionResult(ctx, proposed);
    if (proposed.ok || proposed.refusal.code !== 'signal.invalid') return done;
    const { reason = '', place = 0 } = proposed.refusal.facts ?? {};
    const { refusal } = (done as { data: { refusal: { title: string; next: string } } }).data;
    // Which row, and why in words: a wrong length, capitals and a low quality ask for different things.
    refusal.next = `${words('hash_fault', String(reason))} ${refusal.next}`;
    (refusal as { field?: string }).field = `signals.${place}`;
    return done;
  },
};
