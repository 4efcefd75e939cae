/** What the pages receive from the composition root. */
export interface App {
	config: {
		/** True where the people and matters shown are invented, and the style page may be opened. */
		demonstration: boolean;
		/** Where the quick exit ends when the operator names an outside page; null = the portal's own neutral page. */
		quickExitUrl: string | null;
		/** The desk's address, for professionals; null = not published. */
		deskUrl: string | null;
	};
}
