import { ok, type Result } from '../../kernel/index.ts';
import { type SelfCheck, type SelfCheckAnswer, selfChecks } from '../lessons/self-check.ts';
import { adviceOf, type SelfCheckAdvice } from '../lessons/self-check-advice.pure.ts';
import { refuse } from '../refusals.ts';
import { type ReaderName, readerOf, speakTo } from './reader.ts';

/** A self-check by its number: what stands in the history of a phone says nothing. */
export interface SelfCheckLink {
  readonly number: number;
  readonly title: string;
  readonly lead: string;
}

export interface SelfCheckView extends SelfCheckLink {
  readonly statements: readonly { readonly id: string; readonly say: string }[];
}

export interface SelfCheckAdviceView {
  readonly way: SelfCheckAdvice['way'];
  readonly opening: string;
  readonly steps: readonly string[];
  readonly help: SelfCheckAdvice['help'];
}

/** For children from nine on; younger ones tell a grown-up, and adults are not asked about a child here. */
export function isSelfCheckReader(name: ReaderName): boolean {
  const { band } = readerOf(name);
  return band !== 'B6_8' && band !== 'ADULT';
}

export function selfCheckLinks(name: ReaderName, language: 'vi' | 'en'): readonly SelfCheckLink[] {
  if (!isSelfCheckReader(name)) return [];
  const say = speakTo(readerOf(name).band, language);
  return selfChecks.map(({ title, lead }, at) => ({ number: at + 1, title: say(title), lead: say(lead) }));
}

function findSelfCheck(number: string, name: ReaderName): SelfCheck | undefined {
  return isSelfCheckReader(name) && /^[1-9]$/.test(number) ? selfChecks[Number(number) - 1] : undefined;
}

/** Refusals: `library.not-found` */
export function readSelfCheck(number: string, name: ReaderName, language: 'vi' | 'en'): Result<SelfCheckView> {
  const check = findSelfCheck(number, name);
  if (check === undefined) return refuse('library.not-found');
  const say = speakTo(readerOf(name).band, language);
  return ok({
    number: Number(number),
    title: say(check.title),
    lead: say(check.lead),
    statements: check.statements.map((statement) => ({ id: statement.id, say: say(statement.say) })),
  });
}

/** What a self-check says to its answers; nothing remains of them. Refusals: `library.not-found` */
export function adviseSelfCheck(
  number: string,
  name: ReaderName,
  language: 'vi' | 'en',
  answers: Readonly<Record<string, SelfCheckAnswer | undefined>>,
): Result<SelfCheckAdviceView> {
  const check = findSelfCheck(number, name);
  if (check === undefined) return refuse('library.not-found');
  const say = speakTo(readerOf(name).band, language);
  const { way, opening, steps, help } = adviceOf(check, answers);
  return ok({ way, opening: say(opening), steps: steps.map(say), help });
}
