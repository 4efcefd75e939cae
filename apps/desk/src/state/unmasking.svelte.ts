/** Why this reader opens masked fields: asked once while the page lives, sent with every opening. */
export const unmasking: { reason: string } = $state({ reason: '' });

/** An unmasked value is hidden again after this many milliseconds. */
export const UNMASK_LASTS = 120_000;
