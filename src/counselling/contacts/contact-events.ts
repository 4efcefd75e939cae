/** What can happen to a contact, in codes: as its history keeps it. */
export const contactEvents = [
  'began',
  'offered',
  'accepted',
  'declined',
  'offer-missed',
  'raised',
  // A line of a helper that was not sent, with why.
  'held-back',
  'got-worse',
  'held',
  'resumed',
  'transfer-asked',
  'transfer-taken',
  'transfer-refused',
  'transfer-missed',
  'sent-back',
  'helper-lost',
  'child-left',
  'child-returned',
  'left-word',
  'abandoned',
  'ended',
  'wrap-over',
  'done',
  'recorded',
  'record-corrected',
  // A report was made of it.
  'reported',
  'steered',
  'risk-raised',
  'handed-over',
  'plan-shared',
  // A supervisor meant it for one helper, or took that back.
  'meant',
  'watched',
  'watch-over',
  'watch-agreed',
  'watch-refused',
  // A peer took it to look back at.
  'reviewed',
] as const;
export type ContactEvent = (typeof contactEvents)[number];
