/** Agencies, their dated functions and their desks. No I/O. */

/** A calendar day in Viet Nam, `YYYY-MM-DD`. */
export type DayText = string;

export interface AgencySeed {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly level: string;
  readonly parent?: string;
  readonly adminUnit?: string;
  readonly validFrom?: DayText;
  readonly validTo?: DayText;
  readonly predecessors: readonly string[];
  readonly functions: readonly {
    readonly function: string;
    readonly legalBasis: string;
    readonly validFrom: DayText;
    readonly validTo?: DayText;
    readonly area?: string;
    readonly source: string;
    readonly verified: boolean;
  }[];
  readonly source: string;
  readonly verified: boolean;
}

export interface Agency {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly level: string;
  readonly parent: string | null;
  readonly adminUnit: string | null;
  readonly validFrom: DayText | null;
  /** Last day, inclusive. */
  readonly validTo: DayText | null;
}

export interface Desk {
  readonly code: string;
  readonly agency: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

/** Desks that the platform starts with; an agency's administrator adds others. */
export const deskSeed: readonly Desk[] = [
  { code: '111-intake', agency: 'C111', nameVi: 'Bàn tiếp nhận của Tổng đài 111', nameEn: 'Helpline 111 intake desk' },
  { code: 'a05-intake', agency: 'MPS-A05', nameVi: 'Bàn tiếp nhận tin của A05', nameEn: 'A05 intake desk' },
];

/**
 * The agency that a refused request named, for the audit; undefined where what it named has not the form of a code. An
 * entry never carries what somebody wrote.
 */
export function namedAgency(code: string): { kind: 'agency'; id: string } | undefined {
  return /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code) && code.length <= 24 ? { kind: 'agency', id: code } : undefined;
}

const DAY_IN_VIETNAM = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' });

/** The day in Viet Nam at an instant. */
export function dayInVietnam(at: Date): DayText {
  return DAY_IN_VIETNAM.format(at);
}

export function dayBefore(day: DayText): DayText {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which a day begins in Viet Nam (UTC+7, no daylight saving). */
export function startOfDay(day: DayText): Date {
  return new Date(`${day}T00:00:00+07:00`);
}

/** Whether the text is a day of the calendar: 2026-02-30 is not. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().slice(0, 10) === text
  );
}
