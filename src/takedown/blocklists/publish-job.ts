/** Publishes what has changed; enqueued under one key, so that many changes at once are one publication. */
export const PUBLISH_JOB = 'takedown.publish-lists';
