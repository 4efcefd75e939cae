import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gate } from './gate.ts';

const ASVS = 'docs/security/asvs.md';
const THREATS = 'docs/security/threat-model.md';

/** How many requirements each section of each chapter of OWASP ASVS 5.0.0 has (Copyright The OWASP Foundation, CC BY-SA 4.0). */
const SECTIONS: readonly (readonly number[])[] = [
  [2, 10, 12, 3, 3],
  [3, 3, 5, 2],
  [1, 3, 5, 8, 8, 1, 5],
  [5, 5, 2, 4],
  [1, 6, 3, 3],
  [3, 12, 8, 6, 8, 4, 2, 4],
  [3, 4, 2, 5, 3, 2],
  [4, 4, 3, 2],
  [3, 4],
  [2, 3, 5, 16, 5, 2, 3],
  [4, 5, 5, 4, 2, 2, 2],
  [5, 2, 5],
  [4, 6, 4, 7],
  [2, 8, 3],
  [5, 5, 7, 4],
  [1, 5, 4, 3, 4],
  [2, 8, 2],
];
const NUMBERS = SECTIONS.flatMap((sections, chapter) =>
  sections.flatMap((count, section) =>
    Array.from({ length: count }, (_, place) => `${chapter + 1}.${section + 1}.${place + 1}`),
  ),
);

/** The pages on security name tests that are there; the table of ASVS has each requirement once, with a state and a reason. */
export const securityPagesGate: Gate = {
  name: 'security pages',
  async run(root) {
    const missing = [ASVS, THREATS].filter((page) => !existsSync(join(root, page)));
    if (missing.length > 0) return missing.map((page) => `${page} is not there`);
    return [...asvsProblems(root), ...[ASVS, THREATS].flatMap((page) => pathProblems(root, page))];
  },
};

function asvsProblems(root: string): string[] {
  const text = readFileSync(join(root, ASVS), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const listed = rows.map(([, number]) => number as string);
  const states = { met: 0, 'not met': 0, 'n/a': 0 };
  const problems = [
    ...NUMBERS.filter((number) => !listed.includes(number)).map((number) => `${ASVS} has no row ${number}`),
    ...listed.filter((number, at) => listed.indexOf(number) !== at).map((number) => `${ASVS} has ${number} twice`),
    ...listed.filter((number) => !NUMBERS.includes(number)).map((number) => `${ASVS} has ${number}, which is none`),
  ];
  for (const [, number, , , state = '', shown = ''] of rows) {
    if (state in states) states[state as keyof typeof states] += 1;
    else problems.push(`${ASVS} ${number} has no state`);
    if (shown === '') problems.push(`${ASVS} ${number} says no test and no reason`);
    if (state === 'met' && !shown.includes('`')) problems.push(`${ASVS} ${number} is met by no test and no document`);
  }
  const figures = `Of ${NUMBERS.length} requirements ${states.met} are met, ${states['not met']} are not, ${states['n/a']} do not apply.`;
  return text.includes(figures) ? problems : [...problems, `${ASVS} should say: ${figures}`];
}

/** What stands in backquotes and looks like a file of ours. */
function pathProblems(root: string, page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const paths = [...text.matchAll(/`((?:tests|src|tools|apps|docs)\/[^`\s]+)`/g)].map(([, path]) => path as string);
  return [...new Set(paths)]
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${page} names ${path}, which is not there`);
}
