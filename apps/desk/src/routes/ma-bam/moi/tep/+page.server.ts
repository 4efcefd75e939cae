import { redirect } from '@sveltejs/kit';
import type { ImportBatch, ImportFormat } from '../../../../../../../src/hashes/index.ts';
import { bankName } from '../../../../hash/hash-words.server.ts';
import { href } from '../../../../href.ts';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import { jobViews } from '../../../../server/long-job.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-import.run' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:hash-import');
  const { hashes } = app.modules;
  const banks = valueOrError(ctx, await hashes.listBanks(ctx));
  const sources = valueOrError(ctx, await hashes.listSources(ctx));
  const imports = valueOrError(ctx, await hashes.listImports(ctx));
  const wanted = url.searchParams.get('lan') ?? '';
  const preview = UUID.test(wanted) ? await hashes.importPreview(ctx, { batch: wanted }) : undefined;
  return {
    banks: banks
      .filter((bank) => bank.enabled && bank.code !== hashes.REMOVAL_BANK)
      .toSorted((a, b) => Number(b.mode === 'match') - Number(a.mode === 'match'))
      .map((bank) => ({ value: bank.code, label: bankName(bank) })),
    sources: sources.map((source) => ({
      value: source.code,
      label: `${source.code} · ${words('hash_source_kind', source.kind)}`,
    })),
    imports: imports.map(batchView),
    most: hashes.IMPORT_LINES_MOST,
    open: preview?.ok
      ? {
          ...batchView(preview.value.batch),
          job: (await jobViews(app, ctx, preview.value.job ? [preview.value.job] : []))[0] ?? null,
          lines: preview.value.lines.map((line) => ({
            line: line.line,
            verdict: line.verdict,
            reason: line.reason === null ? '' : words('hash_fault', line.reason),
            types: line.types.map((type) => words('hash_signal_type', type)).join(', '),
            value: line.value,
          })),
          reasons: preview.value.reasons.map((one) => ({ label: words('hash_fault', one.reason), value: one.lines })),
        }
      : undefined,
    now: ctx.now.toISOString(),
  };
};

const batchView = (batch: ImportBatch) => ({
  id: batch.id,
  source: batch.source,
  bank: batch.bank,
  format: batch.format,
  state: batch.state,
  total: batch.lines,
  fresh: batch.fresh,
  known: batch.known,
  refused: batch.refused,
  taken: batch.taken,
  startedAt: batch.startedAt.toISOString(),
});

const formatOf = (name: string): ImportFormat => (/\.(nd)?jsonl?$/i.test(name) ? 'ndjson' : 'csv');

export const actions: Actions = {
  /** Begins an import; a small file may come along, so that a browser without scripts can do it too. */
  bat: formAct(async ({ ctx, modules, form }) => {
    const { documents, hashes } = modules;
    const file = form.get('file');
    const name = file instanceof File ? file.name : text(form, 'name');
    const started = await hashes.startImport(ctx, {
      source: text(form, 'source'),
      bank: text(form, 'bank'),
      format: formatOf(name),
    });
    if (!started.ok || !(file instanceof File) || file.size === 0) return started;
    const read = documents.readText(new Uint8Array(await file.arrayBuffer()));
    if (!read.ok) return read;
    const lines = read.value.split('\n');
    const csv = formatOf(name) === 'csv';
    const added = await hashes.addToImport(ctx, {
      batch: started.value.id,
      lines: csv ? lines.slice(1) : lines,
      from: csv ? 2 : 1,
      header: csv ? (lines[0] ?? '') : '',
    });
    if (!added.ok) return added;
    redirect(303, `${href('/ma-bam/moi/tep')}?lan=${started.value.id}`);
  }),
  /** One part of the file. */
  phan: formAct(async ({ ctx, modules, form }) => {
    const added = await modules.hashes.addToImport(ctx, {
      batch: text(form, 'batch'),
      lines: text(form, 'lines').split('\n'),
      from: Number(text(form, 'from')) || 1,
      header: text(form, 'header'),
    });
    return added.ok ? { ok: true, value: batchView(added.value) } : added;
  }),
  nhap: formAct(({ ctx, modules, form }) =>
    modules.hashes.finishImport(ctx, { batch: text(form, 'batch'), act: 'confirm' }),
  ),
  ngung: formAct(({ ctx, modules, form }) => modules.hashes.stopImport(ctx, { batch: text(form, 'batch') })),
  bo: formAct(({ ctx, modules, form }) =>
    modules.hashes.finishImport(ctx, { batch: text(form, 'batch'), act: 'drop' }),
  ),
};
