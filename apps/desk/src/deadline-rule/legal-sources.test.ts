import { expect, test } from 'vitest';
import { firstDefinitions } from '../../../../src/cases/forms/catalogue.ts';
import { caseActs, legalBases } from '../../../../src/cases/index.ts';
import {
  type AdminUnit,
  adminUnit,
  centralAgencies,
  communeAgencies,
  deadlineRules,
  holidays,
  provincialAgencies,
  separationOfDuty,
} from '../../../../src/vocabulary/index.ts';
import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';

const ENGLISH =
  /\b(Decree|Decision|Law|Code|art|procedure|defined|hours|minutes|text|the|of|from|for|and|with|notice|letter|force|provisional|transfer|cooperation|agreement|programme|ours|seen|step|list|functions?|whether|threat|urgent)\b/;

test('no English is left in the sources of the deadline rules and the holidays', () => {
  expect(lawCitation('Resolution 28/2026/QH16 art. 2 (in force 1 Jul 2026)', 'vi')).toBe(
    'Nghị quyết 28/2026/QH16 Điều 2 (hiệu lực từ 01/07/2026)',
  );
  for (const source of [...deadlineRules.map((rule) => rule.legalSource), ...holidays().map((day) => day.source)])
    expect(lawCitation(source, 'vi')).not.toMatch(ENGLISH);
});

test('nor in what functions of agencies, grounds, acts, forms and the separation of duties rest on', () => {
  const province = adminUnit('01') as AdminUnit;
  const commune = adminUnit('00004') as AdminUnit;
  const agencies = [...centralAgencies, ...provincialAgencies(province), ...communeAgencies(commune)];
  const sources = [
    ...agencies.flatMap((agency) => agency.functions.map((held) => held.legalBasis)),
    ...separationOfDuty.map((pair) => pair.source),
    ...Object.values(legalBases).map((basis) => basis.source),
    ...Object.values(caseActs).map((act) => act.source),
    ...firstDefinitions.map((form) => form.source),
  ];
  expect(sources.length).toBeGreaterThan(60);
  for (const source of sources) expect(lawCitation(source, 'vi')).not.toMatch(ENGLISH);
  for (const source of [
    'defined by Lá Chắn; the text is masked',
    'defined by Lá Chắn; codes and keyed marks without a text',
  ])
    expect(lawCitation(source, 'vi')).not.toMatch(ENGLISH);
  expect(lawCitation('Decision 838/QD-LDTBXH of 21 July 2021', 'vi')).toBe('Quyết định 838/QĐ-LĐTBXH ngày 21/07/2021');
});
