import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childUnmaskReasons, progressOfAction, sensitivities } from '../../../../src/cases/index.ts';
import { progressCodes, reporterKinds, unmaskReasons } from '../../../../src/intake/index.ts';
import { dismissals, unmaskReasons as unmaskPostReasons } from '../../../../src/listening/index.ts';
import { breakGlassOutcomes, sessionPurposes } from '../../../../src/members/index.ts';
import { capabilities } from '../../../server/build-app.ts';
import { schemas } from '../../../server/modules.ts';

type Messages = Readonly<Record<string, string>>;
const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`../../messages/${language}.json`, import.meta.url), 'utf8')) as Messages;
const vi = read('vi');
const en = read('en');
const keyOf = (family: string, code: string) => `${family}_${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`;

/** Every event that the cases write, by their code; what the process's own acts write has its words in the table of the process. */
const casesFolder = new URL('../../../../src/cases/', import.meta.url);
const caseEvents = readdirSync(casesFolder)
  .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
  .flatMap((name) => [
    ...readFileSync(new URL(name, casesFolder), 'utf8').matchAll(/insertEvent\(\s*\w+,\s*[\w.]+,\s*'([^']+)'/g),
  ])
  .map(([, code]) => code as string);

const policies = schemas.flatMap((schema) => schema.policies);
const families: readonly [string, readonly string[]][] = [
  ['action', [...policies.flatMap((policy) => policy.actions), ...capabilities.flatMap((list) => list.actions)]],
  ['object', policies.map((policy) => policy.source.resource)],
  ['purpose', sessionPurposes.map(({ code }) => code)],
  ['outcome', breakGlassOutcomes.map(({ code }) => code)],
  ['reason', unmaskReasons],
  ['reporter', reporterKinds],
  ['event', progressCodes],
  ['caseevent', [...new Set(caseEvents)]],
  ['casereason', childUnmaskReasons],
  ['sensitivity', sensitivities],
  ['progress', progressOfAction],
  ['hearreason', unmaskPostReasons],
  ['heardismissal', dismissals],
  ['hearstate', ['RAISED', 'CONFIRMED', 'DISMISSED']],
  ['hearorigin', ['model', 'rule', 'detail', 'hash']],
  ['hearrecipient', ['DESK_111', 'NETWORK', 'OFFENCES']],
  ['heardelivery', ['WAITING', 'DELIVERED', 'NO_RECEIVER', 'FAILED']],
  ['class', ['triage', 'narrative', 'identity', 'evidence', 'internal', 'statistics']],
];

test.each(families)('every code of %s has words in both languages', (family, codes) => {
  expect(codes.length).toBeGreaterThan(0);
  const keys = codes.map((code) => keyOf(family, code));
  expect(keys.filter((key) => !vi[key] || !en[key])).toEqual([]);
});

test('both languages say the same things, with the same blanks', () => {
  expect(Object.keys(vi).filter((key) => !(key in en))).toEqual([]);
  expect(Object.keys(en).filter((key) => !(key in vi))).toEqual([]);
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  expect(
    Object.keys(vi).filter((key) => JSON.stringify(blanks(vi[key] ?? '')) !== JSON.stringify(blanks(en[key] ?? ''))),
  ).toEqual([]);
});
