import { actorIs, all, any, definePolicy, holds } from '../../kernel/index.ts';
import { platform } from '../policies.ts';

/** Who is asked for while their page may be shut: helpers of 111, who leads them, and officers on duty for a child in danger. */
const woken = holds(
  '111_agent',
  '111_counsellor',
  '111_supervisor',
  'commune_child_officer',
  'commune_chair',
  'province_child_officer',
);
const own = all(actorIs('person', 'person'), woken);

/** Browsers that may be woken: each person's own, and nobody's beside. A child, a machine and who holds no such role has none. */
export const pushDevicePolicy = definePolicy({
  resource: 'push-device',
  table: 'channels.push_device',
  columns: { person: 'uuid' },
  visible: any(platform, actorIs('person', 'person')),
  insertable: own,
  updatable: platform,
  deletable: any(platform, actorIs('person', 'person')),
  actions: { 'push-device.keep': own },
});
