/** A column whose values the vault wrapped: every one is named by its module, so that a rotation of the root key reaches it. */
export interface SealedColumn {
  /** `schema.table`. */
  readonly table: string;
  /** The columns that name a row. */
  readonly key: readonly string[];
  readonly column: string;
  /** Other columns that the context is made of. */
  readonly beside?: readonly string[];
  /** Rows that are left alone, as SQL: what is lost opens for nobody. */
  readonly except?: string;
  context(row: Readonly<Record<string, unknown>>): string;
}
