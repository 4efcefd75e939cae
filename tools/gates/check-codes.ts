/**
 * Refusal codes are a contract with those who call the API. `node tools/gates/check-codes.ts --write` writes docs/refusals.md
 * from the catalogues `src/<module>/refusals.ts`; the gate sees that the page is current and that code and catalogue agree.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { moduleNames } from '../../apps/server/modules.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { filesUnder } from '../files.ts';
import type { Gate } from './gate.ts';
import { at, parse, walk } from './typescript-source.ts';

const PAGE = 'docs/refusals.md';
const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

interface Entry {
  readonly status: number;
  readonly vi: { readonly title: string; readonly next: string };
  readonly en: { readonly title: string; readonly next: string };
}
interface Catalogue {
  readonly module: string;
  readonly file: string;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** Every code is in a catalogue, in both languages, used, and documented in docs/refusals.md. */
export const codesGate: Gate = {
  name: 'codes',
  async run(root) {
    const catalogues = await readCatalogues(root);
    const known = new Set(catalogues.flatMap(({ entries }) => Object.keys(entries)));
    const { refused, written } = codesInSource(root);
    const page = existsSync(join(root, PAGE)) ? readFileSync(join(root, PAGE), 'utf8') : '';
    return [
      ...refused
        .filter(({ code }) => !known.has(code))
        .map(({ where, code }) => `${where} refuses with ${code}, which is in no catalogue`),
      ...catalogues.flatMap((catalogue) => faultsOf(catalogue, written)),
      ...duplicates(catalogues),
      ...(catalogues.length === 0 || page === pageOf(catalogues)
        ? []
        : [`${PAGE} is not current: node tools/gates/check-codes.ts --write`]),
    ];
  },
};

async function readCatalogues(root: string): Promise<Catalogue[]> {
  const found: Catalogue[] = [];
  for (const module of moduleNames) {
    const file = `src/${module}/refusals.ts`;
    if (!existsSync(join(root, file))) continue;
    const { refusals } = (await import(pathToFileURL(join(root, file)).href)) as { refusals: Catalogue['entries'] };
    found.push({ module, file, entries: refusals });
  }
  return found;
}

/** Codes given to a function named `refuse…`, and every string that reads like a code, outside the catalogues. */
function codesInSource(root: string): { refused: { where: string; code: string }[]; written: Set<string> } {
  const files = [...filesUnder(root, 'src'), ...filesUnder(root, 'apps')].filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^src\/[^/]+\/refusals\.ts$/.test(file),
  );
  const refused: { where: string; code: string }[] = [];
  const written = new Set<string>();
  for (const file of files) {
    const source = parse(root, file);
    walk(source, (node) => {
      if (ts.isStringLiteralLike(node) && CODE.test(node.text)) written.add(node.text);
      if (!ts.isCallExpression(node) || !/^refuse/.test(node.expression.getText(source))) return;
      const [code] = node.arguments;
      if (code !== undefined && ts.isStringLiteralLike(code))
        refused.push({ where: at(source, node), code: code.text });
    });
  }
  return { refused, written };
}

function faultsOf({ file, entries }: Catalogue, written: ReadonlySet<string>): string[] {
  return Object.entries(entries).flatMap(([code, { vi, en }]) => [
    ...(CODE.test(code) ? [] : [`${file} ${code} is not of the form noun.reason-in-kebab`]),
    ...([vi?.title, vi?.next, en?.title, en?.next].every((text) => text?.trim())
      ? []
      : [`${file} ${code} lacks a text`]),
    ...(written.has(code) ? [] : [`${file} ${code} is never used`]),
  ]);
}

function duplicates(catalogues: readonly Catalogue[]): string[] {
  const first = new Map<string, string>();
  return catalogues.flatMap(({ file, entries }) =>
    Object.keys(entries).flatMap((code) => {
      const other = first.get(code);
      first.set(code, other ?? file);
      return other === undefined ? [] : [`${file} ${code} is already in ${other}`];
    }),
  );
}

function pageOf(catalogues: readonly Catalogue[]): string {
  const lines = [
    '# Mã từ chối · Refusal codes',
    '',
    'Mỗi yêu cầu bị từ chối mang một mã cố định. Trang này được sinh từ `src/*/refusals.ts`, không sửa tay.',
    'Every refused request carries a stable code. This page is generated from `src/*/refusals.ts`; do not edit it.',
  ];
  for (const { module, entries } of catalogues) {
    lines.push('', `## ${module}`, '', '| Mã · Code | HTTP | Tiếng Việt | English |', '|---|---|---|---|');
    for (const [code, { status, vi, en }] of Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push(`| \`${code}\` | ${status} | ${vi.title} ${vi.next} | ${en.title} ${en.next} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** Writes docs/refusals.md of the checkout at `root` from its catalogues. */
export async function writeCodesPage(root: string): Promise<void> {
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, PAGE), pageOf(await readCatalogues(root)));
}

if (import.meta.main && process.argv.includes('--write')) {
  await writeCodesPage(ROOT);
  console.log(`${PAGE} written`);
}
