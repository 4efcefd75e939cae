import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { INTAKE } from '../../intake/index.ts';
import { createDeskKey, systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { readConsultation, readConsultations, readResults } from '../../voice/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { playVoice } from './play-voice.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

it('the invented consultations are open, answered and late, marked as invented, and made once', async () => {
  const ctx = home.context(systemActor('test'));
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  must(await syncAgencies(ctx));
  must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  expect(must(await playVoice(ctx, cast))).toBe(3);
  expect(must(await playVoice(ctx, cast))).toBe(0);
  const reader = home.context({ kind: 'anonymous' });
  const lines = must(await readConsultations(reader));
  expect(lines.every(({ invented }) => invented)).toBe(true);
  const told = Object.fromEntries(lines.map(({ kind, state, overdue }) => [kind, [state, overdue]]));
  expect(told).toEqual({ STATEMENTS: ['OPEN', 0], POLL: ['RESPONDED', 0], BUDGET: ['CLOSED', 1] });
  const of = (kind: string) => lines.find((line) => line.kind === kind)?.code ?? '';
  const open = must(await readConsultation(reader, of('STATEMENTS')));
  expect(open.statements.map(({ origin }) => origin)).toEqual(['SEED', 'SEED', 'SEED', 'PARTICIPANT', 'PARTICIPANT']);
  const [device] = must(await readResults(reader, of('BUDGET'))).strata;
  expect(device?.shares?.cost).toBeLessThanOrEqual(30_000_000);
  expect(device?.shares?.chosen.length).toBeGreaterThan(1);
});
