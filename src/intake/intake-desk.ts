/** The desk that every report reaches first, and the agency that holds it. */
export const INTAKE = { desk: '111-intake', agency: 'C111' } as const;
