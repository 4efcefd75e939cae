import { type DataKey, openPart, type PartKey, sealPart, type Tx } from '../../kernel/index.ts';
import type { ContactRow } from '../tables.ts';
import { openHandOverClock } from './risk-clock.ts';
import { type RiskKind, type RiskLevel, riskKinds, riskScript } from './risk-script.ts';
import { answersOf, handOversOf, levelsOf, type RiskAnswerRow } from './risk-store.ts';
import { dialogueView, type OpenedAnswer, type RiskView } from './risk-view.ts';

interface Said {
  readonly step: string;
  readonly answer: string;
  readonly note: string;
}

const partOf = (kind: RiskKind, number: number) => `risk:${kind}:${number}`;

export function sealAnswer(key: DataKey, kind: RiskKind, number: number, said: Said): Buffer {
  return sealPart(key, partOf(kind, number), JSON.stringify(said));
}

export function openAnswer(key: PartKey, row: RiskAnswerRow): OpenedAnswer {
  const said = JSON.parse(openPart(key, partOf(row.kind, row.number), row.sealed)) as Said;
  return { ...said, number: row.number, at: row.at };
}

/** Everything that was asked and answered of a contact, and what came of it. */
export async function riskOf(
  tx: Tx,
  key: PartKey,
  contact: Pick<ContactRow, 'id' | 'language'>,
  language: 'vi' | 'en',
): Promise<RiskView> {
  const answers = await answersOf(tx, contact.id);
  const clock = await openHandOverClock(tx, contact.id);
  const levels = await levelsOf(tx, contact.id);
  return {
    script: { version: riskScript.version, source: riskScript.source, verified: riskScript.verified },
    level: Math.max(0, ...levels.map(({ level }) => level)) as RiskLevel,
    countdown: clock ? { startedAt: clock.startedAt, dueAt: clock.dueAt } : null,
    handedOver: (await handOversOf(tx, contact.id)).map(({ to_kind, at }) => ({ to: to_kind, at })),
    dialogues: riskKinds.map((kind) =>
      dialogueView(
        kind,
        answers.filter((one) => one.kind === kind).map((row) => openAnswer(key, row)),
        { language, toChild: contact.language },
      ),
    ),
  };
}
