/** The sealed parts of a report as the page gets them once they were asked for. */
export interface SealedParts {
  version: number;
  narrative?: {
    text: string;
    places: { kind: string; link?: string; account?: string; phone?: string }[];
    when?: { from?: string; to?: string; words?: string };
    /** What the reporter chose on the first page, in the words of the list. */
    problem?: string;
    /** What a child who cannot read yet pointed at, in the words of the lists. */
    childSays?: string[];
  };
  thread?: { id: string; at: string; from: 'reporter' | 'desk'; author: string; text: string }[];
  notes?: { id: string; at: string; author: string; text: string }[];
}
