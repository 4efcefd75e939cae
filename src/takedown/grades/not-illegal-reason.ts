import { readList } from '../../vocabulary/index.ts';
import lists from './not-illegal-reason.json' with { type: 'json' };

/** Why something that was reported does not break the law, or could not be judged: data, told back to whoever reported it. */
export const notIllegalReason = readList(lists.notIllegalReason);
