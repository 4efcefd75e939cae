/** Whether a text carries a file in itself: no media come in by a text either. */
export const holdsMedia = (text: string): boolean => /data:[a-z]+\/|;base64,/i.test(text);
