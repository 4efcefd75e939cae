import { addDays } from '../../kernel/time.pure.ts';
import {
  type Assignment,
  besideOnCall,
  mondayOf,
  NIGHT_WINDOW_DAYS,
  type OnCall,
  peopleNeeded,
  type Roster,
  type RosterInput,
  type RosterMember,
  rosterDays,
  type ShiftKind,
  tooClose,
  unfilledSlots,
} from './roster.pure.ts';

/** What an unfilled slot costs against what people like: no wish leaves a slot open, and two at night come first. */
const COST = { nightLeast: 1_000, onCall: 300, slot: 100, unevenShift: 2, work: 0.01 } as const;

/** A roster as a mixed integer programme, and how its solution is read. */
export interface RosterModel {
  /** In the LP format of CPLEX. */
  readonly text: string;
  readonly variables: number;
  readonly rows: number;
  read(value: (name: string) => number): Roster;
}

interface Choice {
  readonly name: string;
  readonly person: RosterMember;
  readonly day: string;
}
interface WorkChoice extends Choice {
  readonly shift: ShiftKind;
}
interface CallChoice extends Choice {
  readonly region: string;
}

/**
 * People by days by shifts as yes or no, and who can be called. Hard rules are rows; what cannot be filled is a variable of its own
 * with a price, so that there is always a solution and the slots that nobody was left for have names.
 */
export function rosterModel(input: RosterInput): RosterModel {
  return new ModelWriter(input).write();
}

class ModelWriter {
  readonly #input: RosterInput;
  readonly #days: readonly string[];
  readonly #cost: string[] = [];
  readonly #rows: string[] = [];
  readonly #bounds: string[] = [];
  readonly #work: WorkChoice[] = [];
  readonly #call: CallChoice[] = [];

  constructor(input: RosterInput) {
    this.#input = input;
    this.#days = rosterDays(input);
  }

  write(): RosterModel {
    const { members } = this.#input;
    for (const [at, member] of members.entries()) this.#choicesOf(at, member);
    const workOf = Map.groupBy(this.#work, ({ person }) => person.person);
    const callOf = Map.groupBy(this.#call, ({ person }) => person.person);
    for (const [at, { person }] of members.entries())
      this.#rulesOf(at, person, workOf.get(person) ?? [], callOf.get(person) ?? []);
    this.#cover();
    this.#callCover();
    const binaries = [...this.#work, ...this.#call].map(({ name }) => name);
    const text = [
      'Minimize',
      ` cost: ${this.#cost.join(' ') || '0 nothing'}`,
      'Subject To',
      ...(this.#rows.length === 0 ? [' c0: nothing >= 0'] : this.#rows.map((row, at) => ` c${at}: ${row}`)),
      'Bounds',
      ...this.#bounds,
      ...(binaries.length === 0 ? [] : ['Binaries', ` ${binaries.join('\n ')}`]),
      'End',
    ].join('\n');
    return {
      text,
      variables: binaries.length,
      rows: this.#rows.length,
      read: (value) => this.#read(value),
    };
  }

  #choicesOf(at: number, person: RosterMember): void {
    const { away, shifts, regions, around } = this.#input;
    for (const [d, day] of this.#days.entries()) {
      if (away.some((one) => one.person === person.person && one.from <= day && day <= one.to)) continue;
      const taken = around.assignments.filter((one) => one.person === person.person);
      for (const [s, shift] of shifts.entries()) {
        if (taken.some((one) => this.#excludes(one, day, shift))) continue;
        if (around.onCall.some((one) => one.person === person.person && besideOnCall(one.day, { day, kind: shift })))
          continue;
        const name = `x${at}_${d}_${s}`;
        this.#work.push({ name, person, day, shift });
        this.#cost.push(`+ ${COST.work + (person.dislikes[shift.code] ?? 0)} ${name}`);
      }
      if (person.region === null || !regions.includes(person.region)) continue;
      const name = `y${at}_${d}`;
      if (taken.some((one) => besideOnCall(day, { day: one.day, kind: this.#kind(one.shift) }))) continue;
      this.#call.push({ name, person, day, region: person.region });
    }
  }

  /** Whether a shift that stands around leaves no room for this one. */
  #excludes(one: Assignment, day: string, shift: ShiftKind): boolean {
    if (one.day === day) return true;
    return tooClose([one.day, this.#kind(one.shift)], [day, shift], this.#input.rules.restHours);
  }

  #kind(code: string): ShiftKind {
    const kind = this.#input.shifts.find((shift) => shift.code === code);
    // A kind of shift that is not worked any more: nothing is known of its hours, so the whole day counts.
    return kind ?? { code, startMinute: 0, minutes: 24 * 60, night: false };
  }

  #rulesOf(at: number, person: string, work: readonly WorkChoice[], call: readonly CallChoice[]): void {
    const { rules, around } = this.#input;
    const byDay = Map.groupBy(work, ({ day }) => day);
    for (const [day, choices] of byDay) {
      this.#atMost(choices, 1);
      // One row for all shifts of the next day that this one leaves no rest for.
      for (const one of choices) {
        const close = (byDay.get(addDays(day, 1)) ?? []).filter((next) =>
          tooClose([day, one.shift], [next.day, next.shift], rules.restHours),
        );
        if (close.length > 0) this.#atMost([one, ...close], 1);
      }
    }
    const before = around.assignments.filter((one) => one.person === person);
    for (const [monday, choices] of Map.groupBy(work, ({ day }) => mondayOf(day)))
      this.#atMost(choices, rules.shiftsWeekMost - before.filter(({ day }) => mondayOf(day) === monday).length);
    this.#nights(work, before);
    const called = around.onCall.filter((one) => one.person === person);
    for (const [monday, choices] of Map.groupBy(call, ({ day }) => mondayOf(day)))
      this.#atMost(choices, rules.onCallWeekMost - called.filter(({ day }) => mondayOf(day) === monday).length);
    for (const one of call) {
      const beside = work.filter(({ day, shift }) => besideOnCall(one.day, { day, kind: shift }));
      for (const other of beside) this.#atMost([one, other], 1);
    }
    this.#fairShare(at, work);
  }

  #nights(work: readonly WorkChoice[], before: readonly Assignment[]): void {
    const { rules, from, days } = this.#input;
    const nights = work.filter(({ shift }) => shift.night);
    const past = before.filter((one) => this.#kind(one.shift).night);
    for (let first = 1 - NIGHT_WINDOW_DAYS; first < days; first += 1) {
      const [start, end] = [addDays(from, first), addDays(from, first + NIGHT_WINDOW_DAYS)];
      const inside = (day: string) => start <= day && day < end;
      const within = nights.filter(({ day }) => inside(day));
      const left = rules.nightsMost - past.filter(({ day }) => inside(day)).length;
      // The whole is one window; others bind where something stands around.
      if (within.length > left && (first === 0 || past.length > 0 || days > NIGHT_WINDOW_DAYS))
        this.#atMost(within, left);
    }
  }

  /** Who works more than their share costs a little: nobody carries the rest. */
  #fairShare(at: number, work: readonly WorkChoice[]): void {
    const { members, shifts } = this.#input;
    const needed = this.#days.reduce(
      (sum, day) => sum + shifts.reduce((all, shift) => all + peopleNeeded(this.#input, day, shift), 0),
      0,
    );
    const share = Math.ceil(needed / members.length);
    if (work.length <= share) return;
    this.#cost.push(`+ ${COST.unevenShift} f${at}`);
    this.#rows.push(`${work.map(({ name }) => `+ ${name}`).join(' ')} - f${at} <= ${share}`);
  }

  #cover(): void {
    const bySlot = Map.groupBy(this.#work, ({ day, shift }) => `${day} ${shift.code}`);
    for (const [d, day] of this.#days.entries())
      for (const [s, shift] of this.#input.shifts.entries()) {
        const needed = peopleNeeded(this.#input, day, shift);
        const choices = bySlot.get(`${day} ${shift.code}`) ?? [];
        if (needed === 0 && choices.length === 0) continue;
        const dear = shift.night ? Math.min(needed, this.#input.rules.nightLeast) : 0;
        const open = [
          ...(dear > 0 ? [this.#open(`n${d}_${s}`, dear, COST.nightLeast)] : []),
          ...(needed > dear ? [this.#open(`u${d}_${s}`, needed - dear, COST.slot)] : []),
        ];
        this.#rows.push(
          `${[...choices.map(({ name }) => name), ...open].map((name) => `+ ${name}`).join(' ')} = ${needed}`,
        );
      }
  }

  #callCover(): void {
    const bySlot = Map.groupBy(this.#call, ({ day, region }) => `${day} ${region}`);
    const needed = this.#input.rules.onCallNight;
    if (needed === 0) {
      for (const { name } of this.#call) this.#bounds.push(` ${name} = 0`);
      return;
    }
    for (const [d, day] of this.#days.entries())
      for (const [r, region] of this.#input.regions.entries()) {
        const choices = bySlot.get(`${day} ${region}`) ?? [];
        const names = [...choices.map(({ name }) => name), this.#open(`o${d}_${r}`, needed, COST.onCall)];
        this.#rows.push(`${names.map((name) => `+ ${name}`).join(' ')} = ${needed}`);
      }
  }

  /** What is left open of a slot. */
  #open(name: string, most: number, cost: number): string {
    this.#cost.push(`+ ${cost} ${name}`);
    this.#bounds.push(` 0 <= ${name} <= ${most}`);
    return name;
  }

  #atMost(choices: readonly Choice[], most: number): void {
    if (choices.length <= most) return;
    if (most <= 0) for (const { name } of choices) this.#bounds.push(` ${name} = 0`);
    else this.#rows.push(`${choices.map(({ name }) => `+ ${name}`).join(' ')} <= ${most}`);
  }

  #read(value: (name: string) => number): Roster {
    const chosen = ({ name }: Choice) => value(name) > 0.5;
    const assignments = this.#work
      .filter(chosen)
      .map(({ person, day, shift }): Assignment => ({ person: person.person, day, shift: shift.code }));
    const onCall = this.#call
      .filter(chosen)
      .map(({ person, day, region }): OnCall => ({ person: person.person, day, region }));
    const roster = { assignments, onCall };
    return { ...roster, unfilled: unfilledSlots(this.#input, roster) };
  }
}
