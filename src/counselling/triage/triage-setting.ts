import { DAY } from '../../kernel/index.ts';

/** `SILENT`: scores are kept and move nobody · `LIVE`: they may · `OFF`: no message is read. */
export const triageStates = ['SILENT', 'LIVE', 'OFF'] as const;
export type TriageState = (typeof triageStates)[number];

/** So long a version of the model is silent before two people may put it into use. */
export const SILENT_FOR = 28 * DAY;

export interface TriageSetting {
  readonly state: TriageState;
  readonly version: string;
  readonly set_at: Date;
}

/** What a desk has not decided is silent: nothing moves before somebody said so. What was approved holds for its version alone. */
export function stateNow(setting: TriageSetting | undefined, version: string): TriageState {
  if (setting === undefined) return 'SILENT';
  return setting.state === 'LIVE' && setting.version !== version ? 'SILENT' : setting.state;
}

/** Whether this version has been silent for long enough. */
export function silentLongEnough(setting: TriageSetting | undefined, version: string, now: Date): boolean {
  return (
    setting?.state === 'SILENT' && setting.version === version && now.getTime() - setting.set_at.getTime() >= SILENT_FOR
  );
}
