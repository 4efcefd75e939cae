import type { AgeBand, OnlineIncident, Urgency } from '../../vocabulary/index.ts';
import type { Answers } from '../forms/definition.pure.ts';

export interface OpenCaseInput {
  /** The report, confirmed or an emergency; absent where the commune itself received the information. */
  readonly report?: string;
  /** Where it happened, or where the child lives: official code, five digits. Taken from the report where absent. */
  readonly commune?: string;
  readonly urgency?: Urgency;
  readonly ageBand?: AgeBand;
  readonly informationAt?: Date;
  /** What happened online, where no report says it. */
  readonly incidentCodes?: readonly OnlineIncident[];
  /** Answers of form 01. They are sealed to the commune; whoever hands over cannot read them afterwards. */
  readonly reception: Answers;
  /**
   * The form says what is known so far: an emergency is handed over at once, and whoever hands it over owes the rest of form 01
   * (`sendSupplement`).
   */
  readonly restFollows?: boolean;
}
