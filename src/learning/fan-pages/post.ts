/** One announcement at one place: planned, to be read by everybody, or gone. */

export type PostState = 'PLANNED' | 'OUT' | 'GONE';

/** What the newest message about it does. */
export type PostAct = 'publish' | 'correct' | 'withdraw';

/**
 * Why somebody has to look at it.
 * - `NOT_SENT`: the outbox gave the message up
 * - `UNSURE`: nobody knows whether it arrived, and the network cannot be asked
 * - `LATE`: its hour is over and it has not left
 * - `TAKEN_BACK`: what was approved held no more when it was to leave
 * - `NOT_READ`: it left, and nobody could read it there for an hour
 * - `MISSING`: the network says that there is no such post
 * - `CHANGED`: it stands there in other words
 */
export type PostAlarm = 'NOT_SENT' | 'UNSURE' | 'LATE' | 'TAKEN_BACK' | 'NOT_READ' | 'MISSING' | 'CHANGED';
