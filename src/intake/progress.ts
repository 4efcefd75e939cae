/** What later parts of the answer may tell a report: codes that the reporter sees too. */
export const progressCodes = [
  'counselling-offered',
  'counselling-started',
  'case-opened',
  'plan-made',
  'service-started',
  'police-told',
  'removal-asked',
  'content-removed',
  'content-blocked',
  // Steps of the protection case; its module words them for the child (cases/child-progress.ts).
  'safety-looked-at',
  'made-safe',
  'adults-met',
  'plan-started',
  'helper-asked',
  'helper-sought-again',
  'helper-found',
  'help-started',
  'help-finished',
  'looked-again',
  'plan-goes-on',
  'case-moved',
  'case-finished',
  'case-opened-again',
] as const;
export type ProgressCode = (typeof progressCodes)[number];

/** Steps by which another body has taken the report over: a confirmed report is routed then. */
export const routingCodes: ReadonlySet<ProgressCode> = new Set(['case-opened', 'police-told', 'removal-asked']);
