import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findAvoidedTerms, portalBand } from '../../vocabulary/index.ts';
import limits from '../content/limits.json' with { type: 'json' };
import { longSentences } from '../lessons/check-lesson.pure.ts';
import { checkScenario } from './check-scenario.pure.ts';
import { compileScenario } from './compile-scenario.pure.ts';
import type { LocalText } from './local-text.ts';
import type { Scenario } from './scenario.ts';
import { FILE_BYTES, scenarioFile } from './scenario-file.ts';
import { spokenHash } from './spoken-scene.pure.ts';
import { writtenScenarios } from './written-scenarios.ts';

function textsOf(scenario: Scenario): LocalText[] {
  return [
    scenario.title,
    scenario.lead,
    ...scenario.scenes.flatMap(({ heading, text, choices, ending }) => [
      heading,
      ...text,
      ...choices.flatMap(({ say, feedback }) => (feedback === undefined ? [say] : [say, feedback])),
      ...(ending?.do ?? []),
    ]),
  ];
}

test('every file of the folder is read, and every band has a practice scene', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'content', 'scenarios'));
  expect(writtenScenarios.map(({ id }) => `${id}.json`)).toEqual(files.toSorted());
  expect(new Set(writtenScenarios.map(({ band }) => band))).toEqual(new Set(portalBand.codes));
});

test('none has a fault once each scene for the youngest has its voice', () => {
  for (const scenario of writtenScenarios)
    expect([scenario.id, checkScenario(scenario, new Set(scenario.scenes.map(spokenHash)))]).toEqual([scenario.id, []]);
});

test('the youngest wait for a human voice: until then their scenes are held back, and no others', () => {
  for (const scenario of writtenScenarios) {
    const waiting =
      scenario.band === 'B6_8' ? scenario.scenes.map(({ id }) => ({ code: 'voice-missing', scene: id })) : [];
    expect(checkScenario(scenario)).toEqual(waiting);
  }
});

test('both languages are complete, in the words the house uses', () => {
  for (const scenario of writtenScenarios) {
    for (const { vi, en } of textsOf(scenario)) {
      expect([vi, vi.length > 0 && en.length > 0]).toEqual([vi, true]);
      expect(findAvoidedTerms(`${vi}\n${en}`)).toEqual([]);
    }
  }
});

test('sentences are as short as their readers need', () => {
  for (const scenario of writtenScenarios) {
    const { long, all } = longSentences(textsOf(scenario), limits.longestSentence[scenario.band]);
    expect([scenario.id, long.length * 20 > all ? long : []]).toEqual([scenario.id, []]);
  }
});

test('the right choice has no place of its own', () => {
  const firsts = writtenScenarios.flatMap(({ scenes }) =>
    scenes.filter(({ choices }) => choices.length > 1).map(({ choices }) => choices[0]?.verdict === 'right'),
  );
  const share = firsts.filter(Boolean).length / firsts.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.7);
});

test('each fits into a file that passes from phone to phone, in both languages', () => {
  for (const scenario of writtenScenarios) {
    for (const lang of ['vi', 'en'] as const) {
      const html = scenarioFile(compileScenario(scenario), { lang, source: 'Lá Chắn', date: '01/12/2026' });
      expect(Buffer.byteLength(html)).toBeLessThan(FILE_BYTES);
    }
  }
});
