/** What a route can answer whose act sends something to an addressee. */
export const ofOutbox = [
  // Of the outbox, which sees who asks as whoever sends: it refuses what a letter of ours never is.
  'outbox.account-unusable',
  'outbox.cannot-begin',
  'outbox.receiver-unknown',
  'outbox.text-empty',
  'outbox.text-too-long',
  'outbox.machine-wrote',
  'outbox.no-contact-wished',
  'outbox.not-here-wished',
  'outbox.sender-tells',
  'outbox.words-tell',
  'message-template.not-usable',
  'message-template.blank-missing',
  'message-template.blank-refused',
  'message-template.blank-twice',
  'message-template.blank-undeclared',
  'message-template.blank-unknown',
];
