import { addDays, type CalendarDays, newId } from '../kernel/index.ts';
import {
  checkDeadlineRules,
  type Day,
  type DeadlineProblem,
  type DeadlineRule,
  type Law,
  ruleThatBinds,
  timesOf,
  type Urgency,
} from '../vocabulary/index.ts';

/** What a clock runs for. */
export interface ClockObject {
  /** As its module registers it, as in `case`. */
  readonly kind: string;
  readonly id: string;
}

/**
 * Lines of work whose clocks nobody else has anything to do with: who keeps them at the owner's agency, and who oversees them there and at the
 * agency that a breach came up to. Roles of the vocabulary.
 */
export const linesOfWork = {
  orders: { keep: ['takedown_officer'], oversee: ['vncop_coordinator'] },
  alerts: { keep: ['content_analyst', 'content_verifier'], oversee: ['vncop_coordinator'] },
} as const;
export type LineOfWork = keyof typeof linesOfWork;

export const clockStatuses = ['running', 'breached', 'met', 'met-late', 'missed', 'cancelled'] as const;
export type ClockStatus = (typeof clockStatuses)[number];

/** A clock as its module sees it. */
export interface Clock {
  readonly id: string;
  readonly rule: string;
  readonly startedAt: Date;
  readonly warnAt: Date;
  readonly dueAt: Date;
  readonly status: ClockStatus;
  readonly breachedAt: Date | null;
  readonly endedAt: Date | null;
  /** Level that a breach was raised to. */
  readonly escalatedTo: string | null;
}

/** A start of clocks, by what happened to an object. */
export interface ClockStart {
  readonly law: Law;
  readonly object: ClockObject;
  /** The record whose grants and exclusions decide who sees the clocks; the object itself where absent. */
  readonly record?: string;
  /** Rule codes. One of which no rule is in force on the day starts nothing. */
  readonly codes: readonly string[];
  readonly startedAt: Date;
  /** Names this start: the same one again starts nothing. */
  readonly occurrence: string;
  readonly urgency?: Urgency | undefined;
  readonly ownerAgency: string;
  /** Absent where no area is concerned. */
  readonly provinceCode?: string;
  readonly communeCode?: string;
  /** The line of work that alone has to do with it; absent: whoever works at the owner's agency, and the levels above. */
  readonly line?: LineOfWork;
  /** Name of the module that alone shows it, under its own lock; absent: it stands in the lists of all clocks. */
  readonly confinedTo?: string;
}

/** A clock as it starts by the law in force on that day. */
export interface PlannedClock extends Omit<ClockStart, 'law' | 'codes'> {
  readonly id: string;
  readonly rule: DeadlineRule;
  readonly warn: Date;
  readonly due: Date;
}

/** The clocks of a start, by the rules in force on the day it happened; nothing is written. */
export function planClocks({ law, codes, ...start }: ClockStart, now: Date): PlannedClock[] {
  return codes.flatMap((code) => {
    const rule = ruleThatBinds(law.rules, code, start.startedAt, start.urgency);
    if (!rule) return [];
    return [{ ...start, id: newId<'clock'>(now.getTime()), rule, ...timesOf(rule, start.startedAt, law.days) }];
  });
}

/** When a period of the rules ends that begins at an instant; undefined where no rule of the code is in force. */
export function endByLaw(law: Law, code: string, startedAt: Date, urgency?: Urgency): Date | undefined {
  const rule = ruleThatBinds(law.rules, code, startedAt, urgency);
  return rule && timesOf(rule, startedAt, law.days).due;
}

/** Columns of a module's own row that say which clock of it ends first. */
export interface NextDue {
  readonly next_due_from: Date | null;
  readonly next_due_at: Date | null;
  readonly next_due_rule: string | null;
}

/** Of clocks that were just started, the one that ends first. */
export function firstOf(clocks: readonly PlannedClock[]): NextDue {
  const [first] = clocks.toSorted((a, b) => a.due.getTime() - b.due.getTime());
  return {
    next_due_from: first?.startedAt ?? null,
    next_due_at: first?.due ?? null,
    next_due_rule: first?.rule.code ?? null,
  };
}

/** An open clock as a change of the law looks at it. */
export interface OpenClock {
  readonly id: string;
  readonly ruleCode: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly urgency?: Urgency;
  readonly ownerAgency: string;
  readonly provinceCode?: string;
  readonly object: ClockObject;
}

/**
 * A change of the rules: `correct` repairs a row that was wrong from the start, so running clocks are reckoned anew;
 * `replace` puts new law in force from a day, and clocks that started before it keep the old rule.
 */
export type RuleChange =
  | {
      readonly kind: 'correct';
      readonly id: string;
      readonly to: Partial<
        Pick<
          DeadlineRule,
          'amount' | 'unit' | 'warnAt' | 'validFrom' | 'validTo' | 'legalSource' | 'verified' | 'escalatesTo'
        >
      >;
    }
  | { readonly kind: 'replace'; readonly id: string; readonly by: DeadlineRule };

/** The rules after a change, or what is wrong with it: a gap, an overlap, a row that cannot be right, an unknown id. */
export function rulesAfter(
  rules: readonly DeadlineRule[],
  change: RuleChange,
): { readonly rules: readonly DeadlineRule[]; readonly problems: readonly DeadlineProblem[] } {
  const old = rules.find((rule) => rule.id === change.id);
  if (!old)
    return {
      rules,
      problems: [{ code: 'deadline-rule.malformed', rule: change.id, message: `${change.id}: there is no such rule` }],
    };
  const next = rules.flatMap((rule): DeadlineRule[] => {
    if (rule.id !== change.id) return [rule];
    if (change.kind === 'correct') return [{ ...rule, ...change.to }];
    return [{ ...rule, validTo: dayBefore(change.by.validFrom) }, change.by];
  });
  return { rules: next, problems: checkDeadlineRules(next) };
}

export interface ClockChange {
  readonly id: string;
  readonly ruleCode: string;
  readonly object: ClockObject;
  readonly ownerAgency: string;
  readonly provinceCode?: string;
  readonly dueBefore: Date;
  readonly dueAfter: Date;
  readonly becomes: 'earlier' | 'later' | 'breached-at-once';
}

/** Which running clocks a change of rules moves, and how; clocks that stay as they are, are left out. */
export function clocksMovedBy(
  after: readonly DeadlineRule[],
  code: string,
  running: readonly OpenClock[],
  days: CalendarDays,
  now: Date,
): ClockChange[] {
  return running.flatMap((clock): ClockChange[] => {
    if (clock.ruleCode !== code) return [];
    const rule = ruleThatBinds(after, code, clock.startedAt, clock.urgency);
    if (!rule) return [];
    const { due } = timesOf(rule, clock.startedAt, days);
    if (due.getTime() === clock.dueAt.getTime()) return [];
    const becomes = due <= now && clock.dueAt > now ? 'breached-at-once' : due < clock.dueAt ? 'earlier' : 'later';
    return [
      {
        id: clock.id,
        ruleCode: code,
        object: clock.object,
        ownerAgency: clock.ownerAgency,
        ...(clock.provinceCode === undefined ? {} : { provinceCode: clock.provinceCode }),
        dueBefore: clock.dueAt,
        dueAfter: due,
        becomes,
      },
    ];
  });
}

function dayBefore(day: Day): Day {
  return addDays(day, -1);
}
