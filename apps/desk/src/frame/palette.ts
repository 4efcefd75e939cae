/** One thing that the list of places, codes and acts offers. */
export interface Offer {
  readonly key: string;
  readonly label: string;
  /** What it is, beside the label: the space of a place, the kind of a matter. */
  readonly note: string;
  /** Where it leads; an act has `run` instead. */
  readonly href?: string;
  readonly run?: () => void;
}

/** Without marks and in small letters, so that "bao cao" finds "Báo cáo". */
export const plainWords = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase();

/** Those in which every typed word begins a word, in the order they had; all where nothing is typed. */
export function matching(offers: readonly Offer[], typed: string): Offer[] {
  const words = plainWords(typed).split(/\s+/).filter(Boolean);
  return offers.filter(({ label, note }) => {
    const parts = plainWords(`${label} ${note}`).split(/[\s,·()/-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

/** The acts that the page offers its reader now: its buttons and button-like links, outside of lists, dialogs and forms' fields. */
export function actsOfPage(page: ParentNode, note: string): Offer[] {
  const seen = new Set<string>();
  return [...page.querySelectorAll<HTMLElement>('main button.b, main a.b')].flatMap((element) => {
    const label = (element.getAttribute('aria-label') ?? element.innerText).replaceAll(/\s+/g, ' ').trim();
    const shown = element.getClientRects().length > 0 && !(element as HTMLButtonElement).disabled;
    if (label === '' || !shown || seen.has(label) || element.closest('dialog, table, .lines, .empty')) return [];
    seen.add(label);
    return [
      {
        key: `act ${label}`,
        label,
        note,
        run: () => {
          element.focus();
          element.click();
        },
      },
    ];
  });
}
