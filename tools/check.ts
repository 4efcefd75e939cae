/** `npm run check`: every gate, one line each; exit code 1 when any refuses. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../apps/server/paths.ts';
import { buildStale } from './build.ts';
import { codesGate } from './gates/check-codes.ts';
import { dependenciesGate } from './gates/check-dependencies.ts';
import { frontDoorsGate } from './gates/check-front-doors.ts';
import { importsGate } from './gates/check-imports.ts';
import { lockGate } from './gates/check-lock.ts';
import { messagesGate } from './gates/check-messages.ts';
import { migrationsGate } from './gates/check-migrations.ts';
import { openapiGate } from './gates/check-openapi.ts';
import { outgoingGate } from './gates/check-outgoing.ts';
import { programGates, scriptGate } from './gates/check-program.ts';
import { refusalsGate } from './gates/check-refusals.ts';
import { routesGate } from './gates/check-routes.ts';
import { securityPagesGate } from './gates/check-security-pages.ts';
import { sqlGate } from './gates/check-sql.ts';
import { timeGate } from './gates/check-time.ts';
import type { Gate } from './gates/gate.ts';

const TERMS = 'tools/gates/check-terms.ts';

/** Runs the gates that are wanted in turn, tells of each, and resolves with how many passed and refused. */
export async function check(
  root: string = ROOT,
  say: (line: string) => void = console.log,
  wanted: (gate: string) => boolean = () => true,
): Promise<{ passed: number; refused: number }> {
  const all: Gate[] = [
    lockGate,
    dependenciesGate,
    securityPagesGate,
    importsGate,
    frontDoorsGate,
    migrationsGate,
    sqlGate,
    routesGate,
    codesGate,
    refusalsGate,
    openapiGate,
    timeGate,
    outgoingGate,
    messagesGate,
    ...(existsSync(join(root, TERMS)) ? [scriptGate('terms', TERMS)] : []),
    ...programGates(root),
  ];
  const gates = all.filter(({ name }) => wanted(name));
  let refused = 0;
  for (const gate of gates) {
    const started = performance.now();
    const problems = await gate.run(root);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`${problems.length === 0 ? 'ok     ' : 'REFUSED'} ${gate.name.padEnd(18)} ${seconds} s`);
    for (const problem of problems) say(problem.replace(/^/gm, '    '));
    if (problems.length > 0) refused++;
  }
  return { passed: gates.length - refused, refused };
}

if (import.meta.main) {
  // The kit's types and the generated messages come into being with the first build; a fresh clone has none of them.
  await buildStale();
  const { passed, refused } = await check();
  console.log(`${passed} gates passed, ${refused} refused`);
  process.exitCode = refused === 0 ? 0 : 1;
}
