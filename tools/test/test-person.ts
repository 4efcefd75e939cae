import { newId, type PersonActor } from '../../src/kernel/index.ts';

/** A person as identification would give them, who stands in no table: for tests and benchmarks of what asks the actor alone. */
export function testPerson(
  role: string | readonly string[],
  agency: string,
  more: { readonly desk?: string; readonly province?: string } & Partial<PersonActor> = {},
): PersonActor {
  const { desk, province, ...fields } = more;
  return {
    kind: 'person',
    person: newId<'person'>(),
    name: 'Người Mẫu',
    nameKey: '',
    agency,
    assignments: [role].flat().map((one) => ({
      role: one,
      agency,
      ...(desk === undefined ? {} : { desk }),
      ...(province === undefined ? {} : { province }),
    })),
    grants: [],
    exclusions: [],
    session: newId<'session'>(),
    purpose: 'protection',
    ...fields,
  };
}
