import type { TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
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

export interface HeldFunction {
  readonly functionCode: string;
  readonly area: string | null;
  readonly legalBasis: string;
  readonly validFrom: DayText;
  /** Last day, inclusive. */
  readonly validTo: DayText | null;
  readonly source: string;
  readonly verified: boolean;
}

/** The document on which a change of agencies or functions rests. */
export const LEGAL_BASIS: TextRule = { most: 300, refusals: { empty: refuse('agency.legal-basis-missing') } };
