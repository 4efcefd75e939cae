import type { DatedRole } from './person.ts';

/** What the tables of roles and of appointments have in common. */
export interface DatedRoleRow {
  id: string;
  person: string;
  role: string;
  agency: string;
  desk: string | null;
  province: string | null;
  commune: string | null;
  valid_from: Date;
  valid_to: Date | null;
}

export function datedRoleRow(role: DatedRole): DatedRoleRow {
  const { id, person, agency, desk, province, commune, validFrom, validTo } = role;
  return { id, person, role: role.role, agency, desk, province, commune, valid_from: validFrom, valid_to: validTo };
}

/** The columns of a `DatedRole`, of the table that the query calls by the name. */
export function datedRoleColumns<Name extends string>(name: Name) {
  return [
    `${name}.id`,
    `${name}.person`,
    `${name}.role`,
    `${name}.agency`,
    `${name}.desk`,
    `${name}.province`,
    `${name}.commune`,
    `${name}.valid_from as validFrom`,
    `${name}.valid_to as validTo`,
  ] as const;
}
