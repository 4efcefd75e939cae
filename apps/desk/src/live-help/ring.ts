import { wantsSound } from '../state/chime.ts';

/** Whether an offer can be heard: sound is on, and somebody has pressed something since the page was loaded, without which a browser keeps it silent. */
export const canRing = (): boolean => wantsSound() && navigator.userActivation?.hasBeenActive !== false;
