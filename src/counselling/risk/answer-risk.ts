import {
  type Ctx,
  ok,
  parseId,
  type Result,
  readOptionalText,
  refuseRequest,
  type TextRule,
} from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { contactBands, isCarried } from '../contacts/contact.ts';
import { auditOf, contactAct, contactRecord, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent, updateContact } from '../contacts/contact-store.ts';
import { raised } from '../contacts/raise-band.ts';
import { refuse } from '../refusals.ts';
import { openAnswer, riskOf, sealAnswer } from './risk-answers.ts';
import { startHandOverClock } from './risk-clock.ts';
import { riskLevelOf } from './risk-level.pure.ts';
import { DANGER_NOW, type RiskKind, type RiskLevel, riskScript } from './risk-script.ts';
import { answerSent, answersOf, insertAnswer, insertLevel, levelsOf } from './risk-store.ts';
import type { RiskView } from './risk-view.ts';

/** What a helper notes beside an answer. */
export const RISK_NOTE: TextRule = {
  most: 500,
  lines: true,
  refusals: {
    empty: refuse('line.empty'),
    'too-long': refuse('line.too-long'),
    unreadable: refuse('line.unreadable'),
  },
};

export interface AnswerRisk {
  readonly contact: string;
  readonly kind: RiskKind;
  readonly step: string;
  readonly answer: string;
  readonly note?: string | undefined;
  /** UUID that the page made: the same answer sent twice is one. */
  readonly answerKey: string;
}

/**
 * One answer of the guided dialogue, kept sealed with the contact. The level is worked out by the script's own rule and is only ever
 * raised; danger now puts the contact into the band of danger and starts the time in which the child is handed over.
 * @returns refusals `risk.answer-unknown`, `risk.key-taken`, `contact.not-live`
 */
export async function answerRisk(ctx: Ctx, input: AnswerRisk): Promise<Result<RiskView>> {
  const note = readOptionalText(input.note ?? '', 'note', RISK_NOTE);
  if (!note.ok) return note;
  const answerKey = parseId<'answer'>(input.answerKey);
  if (answerKey === undefined) return refuseRequest('request.invalid', { field: 'answerKey' });
  const { kind, step, answer } = input;
  const script = riskScript.kinds[kind];
  if (!Object.hasOwn(script.steps, step) || !Object.hasOwn(script.steps[step]?.answers ?? {}, answer))
    return refuse('risk.answer-unknown', { field: 'answer' });
  return contactAct(ctx, 'contact.record', { contact: input.contact }, async (tx, contact, person) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const said = { step, answer, note: note.value ?? '' };
    const before = await answerSent(tx, contact.id, answerKey);
    if (before) {
      const { at: _, number: __, ...same } = openAnswer(key, before);
      if (before.kind !== kind || JSON.stringify(same) !== JSON.stringify(said)) return refuse('risk.key-taken');
      return ok(await riskOf(tx, key, contact, ctx.language));
    }
    if (!isCarried(contact.state)) return refuse('contact.not-live');
    const given = (await answersOf(tx, contact.id)).filter((row) => row.kind === kind);
    const number = given.length + 1;
    await insertAnswer(tx, {
      contact_id: contact.id,
      desk_code: contact.desk_code,
      kind,
      number,
      answer_key: answerKey,
      script_version: riskScript.version,
      at: tx.now,
      author: person.person,
      sealed: sealAnswer(key, kind, number, said),
    });
    const { level } = riskLevelOf(script, [...given.map((row) => openAnswer(key, row)), said]);
    await raise(level, number);
    tx.audit({ ...auditOf(contact), action: 'contact.answer-risk', codes: { kind } });
    tellChanged(tx, contact);
    return ok(await riskOf(tx, key, contact, ctx.language));

    async function raise(to: RiskLevel, occurrence: number) {
      const reached = (await levelsOf(tx, contact.id)).filter((row) => row.kind === kind);
      if (to === 0 || reached.some((row) => row.level >= to)) return;
      await insertLevel(tx, contact, kind, to, person.person);
      await insertEvent(tx, contact.id, 'risk-raised', { kind, level: to });
      if (to !== DANGER_NOW) return;
      const band = raised(contact.band, contactBands.danger, 'risk-dialogue');
      if (band) await updateContact(tx, contact.id, { band: band.band, band_reason: band.reason });
      await startHandOverClock(tx, lawOf(ctx.kernel), contact, `risk:${kind}:${occurrence}`);
    }
  });
}
