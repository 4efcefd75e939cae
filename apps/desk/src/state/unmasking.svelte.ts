/** Why this reader opens masked fields: asked once while the page lives, sent with every opening. */
export const unmasking: { reason: string; asking: boolean } = $state({ reason: '', asking: false });

/** An unmasked value is hidden again after this many milliseconds. */
export const UNMASK_LASTS = 120_000;

let answer: ((reason: string) => void) | undefined;

/** The reason given on this page, or the one now asked for; empty when the reader thinks better of it. */
export function reasonToUnmask(): Promise<string> {
	if (unmasking.reason !== '') return Promise.resolve(unmasking.reason);
	unmasking.asking = true;
	return new Promise((resolve) => {
		answer = resolve;
	});
}

/** Ends the question: with the reason, or with '' when it was closed. */
export function giveReason(reason: string): void {
	unmasking.reason = reason;
	unmasking.asking = false;
	answer?.(reason);
	answer = undefined;
}
