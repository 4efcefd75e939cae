import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import { type Ctx, type PersonActor, systemActor } from '../kernel/index.ts';
import type { ContentText } from './content/content.ts';
import { approveItem } from './editorial/approve-item.ts';
import { publishItem } from './editorial/publish-item.ts';
import { sendForReview } from './editorial/send-for-review.ts';
import { startItem } from './editorial/start-item.ts';

/** Editors of two agencies, for tests. All of it is invented. */
export interface LearningHome extends TestKernel {
  readonly people: Readonly<Record<'writer' | 'second' | 'third' | 'former' | 'counsellor', PersonActor>>;
  as(actor: PersonActor): Ctx;
  readonly platform: Ctx;
  /** Starts a card and returns its item. */
  start(body: ContentText): Promise<string>;
  /** Sends, approves twice and publishes what is newest of an item. */
  publish(item: string, more?: { readonly from?: Date; readonly until?: Date }): Promise<void>;
  item(id: string): Promise<Record<string, unknown>>;
  /** The hash of the newest version. */
  hash(id: string): Promise<string>;
}

const EDITS = { functions: ['PUBLISH_LEARNING'], purpose: 'prevention' };

export const aCard = (change: Partial<ContentText> = {}): ContentText => ({
  id: 'the-mau',
  kind: 'CARD',
  bands: ['B9_12'],
  theme: 'CONDUCT.AGG',
  harms: ['OI-BULLY'],
  title: { vi: 'Thẻ mẫu', en: 'A sample card' },
  lead: { vi: 'Câu dẫn ngắn.', en: 'A short lead.' },
  blocks: [
    { kind: 'text', vi: 'Em dừng lại một chút.', en: 'Stop for a moment.' },
    { kind: 'helpBox', vi: 'Gọi 111.', en: 'Call 111.', acts: ['CALL_111'] },
  ],
  sources: ['own-desk'],
  ...change,
});

export async function openLearningHome(now?: string): Promise<LearningHome> {
  const home = await openTestKernel(now);
  const people = {
    writer: testPerson('editor', 'MOH-MCD', EDITS),
    second: testPerson('editor', 'MOH-MCD', EDITS),
    third: testPerson('editor', 'C111', EDITS),
    /** Their agency no longer holds the function. */
    former: testPerson('editor', 'MOH-MCD', { purpose: 'prevention' }),
    counsellor: testPerson('111_counsellor', 'C111', EDITS),
  };
  const as = (actor: PersonActor) => home.context(actor);
  const hash = async (id: string) =>
    (
      await home.owner.query<{ hash: string }>(
        'select v.hash from learning.item i join learning.item_version v on v.item_id = i.id and v.number = i.head where i.id = $1',
        [id],
      )
    ).rows[0]?.hash ?? '';
  return {
    ...home,
    people,
    as,
    get platform() {
      return home.context(systemActor('test'));
    },
    start: async (body) => must(await startItem(as(people.writer), { kind: 'TEXT', body })).id,
    publish: async (item, more = {}) => {
      must(await sendForReview(as(people.writer), { item }));
      const read = await hash(item);
      must(await approveItem(as(people.second), { item, hash: read }));
      must(await approveItem(as(people.third), { item, hash: read }));
      must(await publishItem(as(people.writer), { item, ...more }));
    },
    item: async (id) => (await home.owner.query('select * from learning.item where id = $1', [id])).rows[0],
    hash,
  };
}
