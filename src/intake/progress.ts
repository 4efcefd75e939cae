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
] as const;
export type ProgressCode = (typeof progressCodes)[number];

/** Steps by which another body has taken the report over: a confirmed report is routed then. */
export const routingCodes: ReadonlySet<ProgressCode> = new Set(['case-opened', 'police-told', 'removal-asked']);
