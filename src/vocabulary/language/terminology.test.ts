import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkTerms } from '../../../tools/gates/check-terms.ts';
import { allowedLegalNames, findAvoidedTerms, ncmecIncidentType, terminology } from '../index.ts';

const terms = (text: string) => findAvoidedTerms(text).map((f) => f.term);

describe('avoided terms', () => {
  it('are found in both languages, whatever the case or the form of the accents', () => {
    expect(terms('Child Pornography and KIDDIE PORN')).toEqual(['Child Pornography', 'KIDDIE PORN']);
    expect(terms('phát tán văn hóa phẩm khiêu dâm trẻ em')).toEqual(['văn hóa phẩm khiêu dâm trẻ em']);
    expect(terms('Kẻ ấu dâm'.normalize('NFD'))).toEqual(['Kẻ ấu dâm']);
    expect(terms('Young offenders, child prostitutes')).toEqual(['Young offenders', 'child prostitutes']);
  });

  it('come with the words to use', () => {
    expect(findAvoidedTerms('sextortion of a boy')).toEqual([
      { term: 'sextortion', index: 0, use: { vi: 'tống tiền tình dục trẻ em', en: 'sexual extortion of children' } },
    ]);
  });

  it('leave other words alone: parts of words, words without the accents, preferred terms, legal sub-forms', () => {
    for (const text of [
      'Relation to the child; dating of documents; relationship with the carer',
      'au dam',
      'mục đích mại dâm, khiêu dâm',
      'pedophileX sextortionist_tag',
    ]) {
      expect(terms(text)).toEqual([]);
    }
    for (const { use } of terminology) expect([use, terms(use.vi), terms(use.en)]).toEqual([use, [], []]);
  });

  it('pass over exact legal names only', () => {
    for (const { phrase, source } of allowedLegalNames) {
      expect(terms(phrase)).toEqual([]);
      expect(source).not.toBe('');
    }
    expect(terms('child sex tourism')).toEqual(['child sex tourism']);
    for (const { wire } of ncmecIncidentType.terms) expect([wire, terms(wire)]).toEqual([wire, []]);
  });
});

describe('check-terms', () => {
  let root = '';
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const checkout = () => {
    root = mkdtempSync(join(tmpdir(), 'check-terms-'));
    write('src/vocabulary/term.ts', 'export {};\n');
  };
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('passes on this repository', () => {
    root = mkdtempSync(join(tmpdir(), 'check-terms-'));
    const { findings, refused } = checkTerms(new URL('../../..', import.meta.url).pathname.replace(/\/$/, ''));
    expect(findings).toEqual([]);
    expect(refused).toEqual([]);
  });

  it('names file and line in messages, pages, refusals and templates', () => {
    checkout();
    write('apps/portal/package.json', '{}');
    write('apps/portal/messages/vi.json', '{\n  "a": "Kẻ ấu dâm"\n}\n');
    write(
      'apps/portal/src/routes/+page.svelte',
      "<script>\n  // sextortion: a code, not text\n  const code = 'sextortion';\n  const text = 'about sextortion';\n</script>\n<p>Sexting</p>\n",
    );
    write('src/takedown/refusals.ts', "export const refusals = {\n  a: 'CSAM, not child porn',\n};\n");
    write('src/insight/templates/report.typ', 'Mại dâm trẻ em\n');
    write('src/insight/node_modules/templates/a.typ', 'child porn');
    expect(
      checkTerms(root)
        .findings.map((f) => `${f.file}:${f.line} ${f.term}`)
        .sort(),
    ).toEqual([
      'apps/portal/messages/vi.json:2 Kẻ ấu dâm',
      'apps/portal/src/routes/+page.svelte:4 sextortion',
      'apps/portal/src/routes/+page.svelte:6 Sexting',
      'src/insight/templates/report.typ:1 Mại dâm trẻ em',
      'src/takedown/refusals.ts:2 child porn',
    ]);
  });

  it('refuses to pass when it read nothing', () => {
    root = mkdtempSync(join(tmpdir(), 'check-terms-'));
    expect(checkTerms(root).refused).toEqual(['no file of src/vocabulary was read']);
    write('apps/desk/package.json', '{}');
    expect(checkTerms(root).refused.length).toBe(3);
  });
});
