export interface Key {
  keys: string[];
  text: string;
}

/** The keys of the page that is open, beside those of the frame. */
export const pageKeys: { list: Key[] } = $state({ list: [] });

/** Names a page's own keys for as long as it is open: `$effect(() => offerKeys([...]))`. */
export function offerKeys(list: Key[]): () => void {
  pageKeys.list = list;
  return () => {
    pageKeys.list = [];
  };
}
