import type { RiskKindScript, RiskLevel } from './risk-script.ts';

/** An answer as it was given, in the order of giving; the same step may be answered again. */
export interface GivenAnswer {
  readonly step: string;
  readonly answer: string;
}

/** What raised the level, so that the helper sees why: one answer, or a rule over several. */
export interface LevelReason {
  readonly level: RiskLevel;
  readonly step?: string;
  readonly answer?: string;
  readonly rule?: number;
}

type Script = Pick<RiskKindScript, 'steps' | 'rules'>;

/**
 * The level that a set of answers stands for, and what stands for it. The highest that any answer ever gave counts: an answer that is
 * corrected lowers nothing. Rules look at the newest answer of each step.
 */
export function riskLevelOf(
  script: Script,
  given: readonly GivenAnswer[],
): { level: RiskLevel; reasons: LevelReason[] } {
  const reasons: LevelReason[] = given.flatMap(({ step, answer }) => {
    const found = script.steps[step]?.answers[answer];
    return found && found.level > 0 ? [{ level: found.level, step, answer }] : [];
  });
  // Each state of the answers as they were given is looked at, so that a rule that held once goes on holding.
  const newest = new Map<string, string>();
  const held = new Set<number>();
  for (const { step, answer } of given) {
    newest.set(step, answer);
    for (const [at, rule] of script.rules.entries())
      if (rule.all.every((one) => newest.get(one.split(':')[0] ?? '') === one.split(':')[1])) held.add(at);
  }
  for (const rule of held) reasons.push({ level: script.rules[rule]?.level ?? 0, rule });
  const level = Math.max(0, ...reasons.map((one) => one.level)) as RiskLevel;
  return { level, reasons: reasons.filter((one) => one.level === level) };
}

/** The step to ask next; undefined where all were asked. Steps that an answer leaves out are not asked. */
export function nextRiskStep(script: Script, given: readonly GivenAnswer[]): string | undefined {
  const newest = new Map(given.map(({ step, answer }) => [step, answer]));
  const order = Object.keys(script.steps);
  for (let at = order[0]; at !== undefined; ) {
    const answer = newest.get(at);
    if (answer === undefined) return at;
    at = script.steps[at]?.answers[answer]?.next ?? order[order.indexOf(at) + 1];
  }
  return undefined;
}
