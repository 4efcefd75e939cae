import type { SendWindow } from '../adapter.ts';
import type { OutboundPurpose, OwnReason } from './outbound.ts';

/** Purposes whose words a person wrote for this one reader, as the tag of a network promises. */
const BY_A_PERSON: readonly OutboundPurpose[] = ['answer'];

/**
 * What a network's window leaves of a message.
 * @returns undefined where it may go as it is; else why a person must look at it
 */
export function refusedByWindow(
  window: SendWindow['state'],
  message: { readonly purpose: OutboundPurpose; readonly template: boolean },
): OwnReason | undefined {
  switch (window) {
    case 'free':
    case 'paid':
      return undefined;
    case 'tagged':
      return message.template || BY_A_PERSON.includes(message.purpose) ? undefined : 'window-tagged';
    case 'template-only':
      return message.template ? undefined : 'window-template-only';
    case 'closed':
      return 'window-closed';
  }
}
