import { endContact, leaveContact, leaveWord, tendContacts } from '../../counselling/index.ts';
import { anonymous, type Ctx, MINUTE, systemActor } from '../../kernel/index.ts';
import { must } from '../must.ts';
import { contactTopics, leftWords } from './contact-texts.ts';
import type { DeskPeople } from './desk-people.ts';
import { ask, begin, converse, playPast } from './play-contact.ts';

/**
 * The shift that is open: two people at work, one contact that has to be written down still, somebody who went before anybody came, and
 * two who left word and wait for an answer. @returns how many contacts
 */
export async function playToday(platform: Ctx, { counsellors }: DeskPeople, now: number): Promise<number> {
  const [first, second] = counsellors;
  const ago = (minutes: number) => now - minutes * MINUTE;
  await playPast(platform, async (at) => {
    const system = systemActor('demonstration.live-help');
    await begin(at, second, 'counsellor', ago(120));
    const topic = contactTopics[2] ?? { first: '', talk: [] };
    const had = await converse(
      at,
      {
        helper: second,
        tier: 'counsellor',
        key: 'today-unwritten',
        first: topic.first,
        band: 'B13_15',
        lines: topic.talk,
      },
      ago(100),
    );
    must(await endContact(at(second, had.at + MINUTE), { contact: had.contact, reason: 'helped' }));
    // Not written down within ten minutes: a duty of whoever had it.
    await tendContacts(at(system, had.at + 15 * MINUTE));
    const gone = await ask(at, { first: '', key: 'today-abandoned' }, ago(60));
    must(await leaveContact(at(anonymous, ago(57)), { session: gone.session }));
    await tendContacts(at(system, ago(46)));
    await begin(at, first, 'counsellor', ago(45));
    // Without a sign of a page nothing is offered: what was left waits.
    for (const [place, { first: line, urgent, band }] of leftWords.entries()) {
      const left = await ask(at, { first: line, urgent, band, key: `today-word-${place}` }, ago(30 - place * 10));
      must(await leaveWord(at(anonymous, ago(28 - place * 10)), { session: left.session }));
    }
  });
  return 2 + leftWords.length;
}
