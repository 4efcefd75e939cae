export interface DemonstrationPerson { readonly person: string }
export async function seedDemonstrationReports(): Promise<number> { return 0; }
