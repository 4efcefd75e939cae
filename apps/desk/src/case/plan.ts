/** One action of the plan as its editor holds it. `executor` is an agency's code, `family` or `community`. */
export interface PlanLine {
  level: string;
  service: string;
  executor: string;
  startsOn: string;
  endsOn: string;
  what: string;
}

/** The sealed texts of the plan and of the log, by id, once they were opened. */
export interface PlanTexts {
  actions: Record<string, string>;
  log: Record<string, string>;
}
