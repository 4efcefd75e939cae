import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { readBox } from '../ballots/read-box.ts';
import { consultationDetail } from '../consultations/consultation-detail.ts';
import { listConsultations } from '../consultations/list-consultations.ts';
import { readConsultation, readConsultations } from '../consultations/read-consultation.ts';
import { decideIdea } from '../ideas/decide-idea.ts';
import { listWaitingIdeas } from '../ideas/list-waiting-ideas.ts';
import { readIdea } from '../ideas/read-idea.ts';
import { writeIdea } from '../ideas/write-idea.ts';
import { openVoiceHome, someStatements } from '../voice.testing.ts';
import { answerDuties } from '../voice-duties.ts';

const home = fileFixture(() => openVoiceHome());
const first = () => home.as(home.people.first);

/** A consultation with a shown idea, on which so many voted in one way, as everything outside and at the desk tells of it. */
async function toldOf(choices: Readonly<Record<string, string>>): Promise<string> {
  const made = await home.opened(someStatements());
  const key = `khoa-${made.code}-0000000000`;
  const idea = { consultation: made.code, band: 'B9_12', text: 'Lớp nào cũng được học cách nhận ra tin giả', key };
  const { receipt } = must(await writeIdea(home.anybody, idea));
  const [waits] = must(await listWaitingIdeas(first(), made.id));
  must(await decideIdea(first(), { idea: waits?.id ?? '', decision: 'SHOW' }));
  for (let at = 0; at < 25; at += 1) must(await home.vote(made.code, choices));
  const words = receipt.words.join(', ');
  const audited = await home.owner.query(
    `select action, outcome from kernel.audit_entry where object_kind = 'consultation' and object_id = $1 order by sequence`,
    [made.id],
  );
  const told = [
    must(await readConsultations(home.anybody)).filter(({ code }) => code === made.code),
    must(await readConsultation(home.anybody, made.code)),
    must(await readBox(home.anybody, made.code)),
    must(await readIdea(home.anybody, { locator: receipt.locator, words })),
    must(await consultationDetail(first(), made.id)),
    must(await listConsultations(first())).rows.filter(({ id }) => id === made.id),
    must(await answerDuties.list(first())),
    audited.rows,
  ];
  // What names this one alone: its ids, its code and its keys.
  return JSON.stringify(told, (key, value: unknown) =>
    ['issuer', 'issuer_public', 'sealed'].includes(key) ? null : value,
  )
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replaceAll(made.code, 'code');
}

it('before the close everything says the same to the byte, whatever was voted', async () => {
  const told = await toldOf({ 1: '1', 2: '1', 3: '1' });
  expect(told).toContain('nhận ra tin giả');
  for (const choices of [{ 1: '-1', 2: '-1', 3: '-1' }, { 1: '0' }, {}] as Record<string, string>[])
    expect(await toldOf(choices)).toBe(told);
});
