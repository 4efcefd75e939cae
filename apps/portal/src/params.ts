import { defineParams } from '@sveltejs/kit/params';

const bands = ['6-8', '9-12', '13-15', '16-17'] as const;

export const params = defineParams({
	/** The age bands that have a page of their own; chosen by the reader and kept in the address alone. */
	band: (value: string) => bands.find((band) => band === value),
});
