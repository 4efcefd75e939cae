import { getContext, setContext } from 'svelte';

const NAME = Symbol('page-name');

/** Gives what the page holds the page's title. Called while `PageLayout` is set up. */
export function namePage(title: () => string): void {
  setContext(NAME, title);
}

/** The title of the page that a part stands on; empty outside one. Called while the part is set up. */
export function pageName(): () => string {
  return getContext<(() => string) | undefined>(NAME) ?? (() => '');
}
