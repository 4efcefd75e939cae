/*
 * The ballot is in the box: its token goes from this tab, so that whoever holds the phone next cannot try with it how was voted. A mark stays,
 * so that the tab does not ask for another.
 */
import { CAST, placeOf } from './kept-token.ts';

const code = document.querySelector<HTMLElement>('[data-cast]')?.dataset.cast;
if (code) sessionStorage.setItem(placeOf(code), CAST);
