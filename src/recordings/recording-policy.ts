import { actorKind, all, any, definePolicy, holds, steppedUp } from '../kernel/index.ts';

/** Who runs the platform, and who answers for what 111 says to children. */
const keepers = holds('sysadmin', '111_supervisor');

/** Children hear recordings through the platform's own job: no actor of the portal sees a row. */
export const recordingPolicy = definePolicy({
  resource: 'recording',
  table: 'recordings.recording',
  columns: {},
  visible: any(actorKind('system'), keepers),
  insertable: keepers,
  actions: {
    'recording.manage': keepers,
    // Every child who opens the page hears it.
    'recording.put': all(keepers, steppedUp),
    'recording.withdraw': keepers,
  },
});
