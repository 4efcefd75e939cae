/** What a person finds of an item: the national class and the international labels side by side. Pure rules. */
import { contentAgeGroup, contentClass, depiction, industryClass, inhopeItemResult } from '../../vocabulary/index.ts';
import { notIllegalReason } from './not-illegal-reason.ts';

export interface Grade {
  readonly nationalClass: string;
  readonly inhope: string;
  /** Industry classification of what shows a real or made child; null where there is none. */
  readonly industry: string | null;
  readonly depiction: string;
  readonly ageGroup: string;
  /** Code of the reasons for what does not break the law; null for all else. */
  readonly notIllegalReason: string | null;
}

export type GradeStage = 'blind' | 'third';

export interface GradeRow {
  id: string;
  item_id: string;
  grader: string;
  agency: string;
  stage: GradeStage;
  national_class: string;
  inhope: string;
  industry: string | null;
  depiction: string;
  age_group: string;
  not_illegal_reason: string | null;
  given_at: Date;
  sealed: boolean;
}

/** The field of a grade that does not fit the others or its list; undefined where it is whole. */
export function wrongField(grade: Grade): keyof Grade | undefined {
  const lawful = grade.nationalClass === 'N0';
  if (!contentClass.has(grade.nationalClass)) return 'nationalClass';
  if (!inhopeItemResult.has(grade.inhope) || lawful !== (grade.inhope === 'NOT_ILLEGAL')) return 'inhope';
  if (grade.inhope === 'BASELINE' && grade.nationalClass !== 'N1') return 'inhope';
  if (grade.industry !== null && (lawful || !industryClass.has(grade.industry))) return 'industry';
  // What the whole world holds for illegal says who is shown and what.
  if (grade.inhope === 'BASELINE' && grade.industry === null) return 'industry';
  if (!depiction.has(grade.depiction)) return 'depiction';
  if (!contentAgeGroup.has(grade.ageGroup)) return 'ageGroup';
  if (lawful !== (grade.notIllegalReason !== null)) return 'notIllegalReason';
  if (grade.notIllegalReason !== null && !notIllegalReason.has(grade.notIllegalReason)) return 'notIllegalReason';
  return undefined;
}

/** What two blind grades come to: only the same national class of both decides. */
export function agreementOf(first: string, second: string): 'verified' | 'not-illegal' | 'disputed' {
  if (first !== second) return 'disputed';
  return first === 'N0' ? 'not-illegal' : 'verified';
}
