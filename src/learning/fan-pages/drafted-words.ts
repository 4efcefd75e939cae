import type { PostingAccount } from '../../channels/index.ts';
import { CARD_LEAD_MOST, CARD_TITLE_MOST } from '../../documents/index.ts';
import type { PublishedItem } from '../editorial/published-item.ts';
import { readerFor } from '../library/item-view.ts';
import { readerOf, type Say, speakTo } from '../library/reader.ts';
import type { AnnouncementWords, Place } from './announcement.ts';
import { announcementLine } from './announcement-lines.ts';
import { networkOf } from './network.ts';

/**
 * What an editor begins with: the words of the item as its youngest reader is spoken to, short where a network shows little, whole where it
 * has room. The editor writes on from there.
 */
export function draftedWords(
  item: PublishedItem,
  accounts: readonly Pick<PostingAccount, 'id' | 'channel' | 'limits'>[],
): AnnouncementWords {
  const say = speakTo(readerOf(readerFor(item)).band, 'vi');
  const title = say(item.body.title);
  const lead = say(item.body.lead);
  const help = helpOf(item, say);
  const short = [title, lead, help].filter((one) => one !== '').join('\n\n');
  // Where the title and the lead stand in places of their own, the text does not say them again.
  const more = announcementLine('more');
  const whole = bodyOf(item, say).join('\n\n') || more;
  const places = accounts.flatMap(({ id, channel, limits }): Place[] => {
    const network = networkOf(channel);
    return network === undefined ? [] : [{ network, account: id, text: limits.titleMost === null ? short : whole }];
  });
  return {
    title: title.slice(0, CARD_TITLE_MOST),
    lead: lead.slice(0, CARD_LEAD_MOST),
    places: [...places, { network: 'FEED', account: null, text: help || more }],
  };
}

function helpOf(item: PublishedItem, say: Say): string {
  if (item.kind !== 'TEXT') return '';
  const box = item.body.blocks.findLast((block) => block.kind === 'helpBox');
  return box === undefined ? '' : say(box);
}

/** The paragraphs of a text; a lesson and a scene are for practising, and are told of by their lead alone. */
function bodyOf(item: PublishedItem, say: Say): readonly string[] {
  if (item.kind !== 'TEXT') return [];
  return item.body.blocks.flatMap((block): string[] => {
    if (block.kind === 'steps') return [block.steps.map((step, at) => `${at + 1}. ${say(step)}`).join('\n')];
    // A way of reporting is shown on the portal, with the day on which somebody last looked at it.
    if (block.kind === 'picture' || block.kind === 'platformPath') return [];
    return [say(block)];
  });
}
