import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  holds,
} from '../kernel/index.ts';

const platform = actorKind('system');
/** Who speaks for children by law (art. 77), while their agency has the task. */
const moderators = all(holds('youth_union_moderator'), agencyHas('VOICE_OF_CHILD'));

/** Readers of the portal read through the platform's own verbs, which show what is open, closed or answered. */
export const consultationPolicy = definePolicy({
  resource: 'consultation',
  table: 'voice.consultation',
  columns: { state: 'text' },
  visible: any(platform, moderators),
  insertable: moderators,
  // The clock closes, and who speaks for children does all else.
  updatable: any(platform, moderators),
  actions: {
    'consultation.list': always,
    'consultation.read': always,
    'consultation.change': all(moderators, columnIn('state', 'DRAFT')),
    'consultation.copy': moderators,
    'consultation.open': all(moderators, columnIn('state', 'DRAFT')),
    /** Moves the day of closing, before it; the page says when it was to close at first. */
    'consultation.move-closing': all(moderators, columnIn('state', 'OPEN')),
    'consultation.close': columnIn('state', 'OPEN'),
    'consultation.print-slips': all(moderators, columnIn('state', 'OPEN')),
    'consultation.type-paper': all(moderators, columnIn('state', 'OPEN')),
    // A name that was seen too late is taken out whenever it is seen.
    'consultation.withdraw-statement': all(moderators, columnIn('state', 'OPEN', 'CLOSED', 'RESPONDED')),
    'consultation.add-theme': all(moderators, columnIn('state', 'OPEN', 'CLOSED')),
    /** What was decided is told after the close, and not while somebody still votes. */
    'consultation.answer': all(moderators, columnIn('state', 'CLOSED')),
    'consultation.follow-up': all(moderators, columnIn('state', 'CLOSED', 'RESPONDED')),
  },
  followers: [
    { table: 'voice.option', column: 'consultation_id' },
    { table: 'voice.theme', column: 'consultation_id' },
    { table: 'voice.statement', column: 'consultation_id' },
    { table: 'voice.theme_answer', column: 'consultation_id' },
    // How many, and nothing of how: everybody may know it.
    { table: 'voice.token_issue', column: 'consultation_id' },
    { table: 'voice.ballot_refusal', column: 'consultation_id', writable: platform },
    { table: 'voice.paper_batch', column: 'consultation_id' },
  ],
});

/** Nobody sees a ballot but the platform, which counts after the close; neither before nor after does a moderator see one before the public. */
export const ballotPolicy = definePolicy({
  resource: 'ballot',
  table: 'voice.ballot',
  columns: {},
  visible: platform,
  insertable: platform,
  actions: { 'ballot.count': always },
});

/** What one person typed, the other does not see. */
export const paperEntryPolicy = definePolicy({
  resource: 'paper-entry',
  table: 'voice.paper_entry',
  columns: { person: 'uuid' },
  visible: any(platform, all(moderators, actorIs('person', 'person'))),
  insertable: all(moderators, actorIs('person', 'person')),
  updatable: all(moderators, actorIs('person', 'person')),
  actions: { 'paper-entry.read': always },
});

export const sheetPolicy = definePolicy({
  resource: 'class-sheet',
  table: 'voice.sheet',
  columns: {},
  visible: any(platform, moderators),
  insertable: moderators,
  actions: { 'class-sheet.list': always },
  followers: [{ table: 'voice.slip', column: 'sheet_id' }],
});

/** What children write, before and after somebody has read it. */
export const ideaPolicy = definePolicy({
  resource: 'idea',
  table: 'voice.idea',
  columns: { state: 'text' },
  visible: any(platform, moderators),
  insertable: platform,
  updatable: moderators,
  actions: {
    'idea.read': always,
    'idea.decide': all(moderators, columnIn('state', 'WAITING')),
  },
});

export const voicePolicies = [consultationPolicy, ballotPolicy, paperEntryPolicy, sheetPolicy, ideaPolicy];

export const voiceCapabilities = defineCapabilities({
  'consultation.start': moderators,
});
