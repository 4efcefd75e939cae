/**
 * A condition of the access policy: one typed source that compiles to an in-memory check
 * (check.ts), an SQL filter for a known actor (filter.ts) and a row lock for any actor (row-lock.ts).
 * Deny wins by writing `not(...)`; whatever nothing allows is refused.
 */
export type Scalar = string | number | boolean;
export type ScopeDimension = 'agency' | 'desk' | 'province' | 'commune';

export type Condition<C extends string = string> =
  | { readonly op: 'all'; readonly of: readonly Condition<C>[] }
  | { readonly op: 'any'; readonly of: readonly Condition<C>[] }
  | { readonly op: 'not'; readonly of: Condition<C> }
  | { readonly op: 'column-in'; readonly column: C; readonly values: readonly Scalar[] }
  | { readonly op: 'column-null'; readonly column: C }
  | { readonly op: 'actor-kind'; readonly kind: string }
  /** Some assignment with one of the roles, whatever its scope. */
  | { readonly op: 'holds'; readonly roles: readonly string[] }
  /** Some assignment with one of the roles and no area: it holds for the nation. */
  | { readonly op: 'holds-nationwide'; readonly roles: readonly string[] }
  /** The person's agency holds the function today: for offices that every agency has, such as an auditor's. */
  | { readonly op: 'agency-has'; readonly function: string }
  /** Some assignment with one of the roles whose scope equals the row's column. */
  | {
      readonly op: 'holds-at';
      readonly roles: readonly string[];
      readonly dimension: ScopeDimension;
      readonly column: C;
    }
  | { readonly op: 'actor-is'; readonly attribute: 'person' | 'agency' | 'report' | 'client'; readonly column: C }
  | { readonly op: 'scope'; readonly scope: string }
  /** A live need-to-know grant on the row, that opens the field class. */
  | { readonly op: 'granted'; readonly objectKind: string; readonly fieldClass: string; readonly column: C }
  /** The actor is kept from the object: named in it, or with a conflict of interest. Stands under `not`. */
  | { readonly op: 'excluded'; readonly objectKind: string; readonly column: C }
  | { readonly op: 'stepped-up' };

export const all = <C extends string>(...of: Condition<C>[]): Condition<C> => ({ op: 'all', of });
export const any = <C extends string>(...of: Condition<C>[]): Condition<C> => ({ op: 'any', of });
export const not = <C extends string>(of: Condition<C>): Condition<C> => ({ op: 'not', of });
export const always: Condition<never> = { op: 'all', of: [] };
export const never: Condition<never> = { op: 'any', of: [] };
export const columnIn = <C extends string>(column: C, ...values: Scalar[]): Condition<C> => ({
  op: 'column-in',
  column,
  values,
});
export const columnNull = <C extends string>(column: C): Condition<C> => ({ op: 'column-null', column });
export const actorKind = (kind: string): Condition<never> => ({ op: 'actor-kind', kind });
export const holds = (...roles: string[]): Condition<never> => ({ op: 'holds', roles });
export const holdsNationwide = (...roles: string[]): Condition<never> => ({ op: 'holds-nationwide', roles });
export const agencyHas = (code: string): Condition<never> => ({ op: 'agency-has', function: code });
export const holdsAt = <C extends string>(dimension: ScopeDimension, column: C, ...roles: string[]): Condition<C> => ({
  op: 'holds-at',
  roles,
  dimension,
  column,
});
export const actorIs = <C extends string>(
  attribute: 'person' | 'agency' | 'report' | 'client',
  column: C,
): Condition<C> => ({
  op: 'actor-is',
  attribute,
  column,
});
export const machineScope = (scope: string): Condition<never> => ({ op: 'scope', scope });
export const granted = <C extends string>(objectKind: string, fieldClass: string, column: C): Condition<C> => ({
  op: 'granted',
  objectKind,
  fieldClass,
  column,
});
export const excluded = <C extends string>(objectKind: string, column: C): Condition<C> => ({
  op: 'excluded',
  objectKind,
  column,
});
export const steppedUp: Condition<never> = { op: 'stepped-up' };
