/** An offence file: what one unit of the police holds of one matter, from a tip to a judgement. Types and pure rules. */

/** Labels stand in the vocabulary list `offence_file_status`. */
export const stages = [
  'TIP',
  'VERIFYING_SOURCE',
  'INITIATED',
  'NOT_INITIATED',
  'TRANSFERRED',
  'INVESTIGATION',
  'SUSPENDED',
  'CONCLUDED',
  'PROSECUTION',
  'TRIAL',
  'JUDGED',
  'DISMISSED',
  'ADMIN_SANCTION',
] as const;
export type Stage = (typeof stages)[number];

/** After these nothing is owed any more; some of them can be gone back on by a new decision. */
export const endedStages = [
  'NOT_INITIATED',
  'JUDGED',
  'DISMISSED',
  'ADMIN_SANCTION',
] as const satisfies readonly Stage[];

/** A child is in danger, and the file has not ended: it stands before all others. */
export const isInDanger = ({ urgent, stage }: { readonly urgent: boolean; readonly stage: Stage }): boolean =>
  urgent && !(endedStages as readonly Stage[]).includes(stage);

/** The way of a matter that comes before a court, in its order: what a picture of the stages shows as one line. */
export const mainLine = [
  'TIP',
  'VERIFYING_SOURCE',
  'INITIATED',
  'INVESTIGATION',
  'CONCLUDED',
  'PROSECUTION',
  'TRIAL',
  'JUDGED',
] as const satisfies readonly Stage[];

/**
 * Which stage may follow which (Criminal Procedure Code 101/2015/QH13). Back to the investigation go what the procuracy or the court
 * returned and what was resumed; back to trial, a judgement that was quashed. To TRANSFERRED a file comes by a transfer alone.
 */
const next: Readonly<Record<Stage, readonly Stage[]>> = {
  TIP: ['VERIFYING_SOURCE'],
  VERIFYING_SOURCE: ['INITIATED', 'NOT_INITIATED', 'ADMIN_SANCTION'],
  INITIATED: ['INVESTIGATION'],
  NOT_INITIATED: ['VERIFYING_SOURCE', 'ADMIN_SANCTION'],
  TRANSFERRED: ['VERIFYING_SOURCE'],
  INVESTIGATION: ['SUSPENDED', 'CONCLUDED', 'DISMISSED'],
  SUSPENDED: ['INVESTIGATION'],
  CONCLUDED: ['PROSECUTION', 'INVESTIGATION', 'DISMISSED'],
  PROSECUTION: ['TRIAL', 'INVESTIGATION', 'DISMISSED'],
  TRIAL: ['JUDGED', 'INVESTIGATION', 'DISMISSED'],
  JUDGED: ['TRIAL'],
  DISMISSED: ['INVESTIGATION', 'ADMIN_SANCTION'],
  ADMIN_SANCTION: [],
};

export const nextStages = (stage: Stage): readonly Stage[] => next[stage];
export const mayFollow = (from: Stage, to: Stage): boolean => next[from].includes(to);

/** Whose tip still waits for its decision (`DL-TIP-20D`). */
export const tipStages = ['TIP', 'TRANSFERRED', 'VERIFYING_SOURCE'] as const satisfies readonly Stage[];
export const isTip = (stage: Stage): boolean => (tipStages as readonly Stage[]).includes(stage);

/** Codes of the vocabulary's handling marking that a file may carry. */
export const fileLevels = ['CASE', 'EVIDENCE'] as const;
export type FileLevel = (typeof fileLevels)[number];

export type FileOrigin = 'TRACK' | 'HAND';
