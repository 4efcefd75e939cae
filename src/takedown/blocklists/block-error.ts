import { type Config, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { helplineNumber } from '../../vocabulary/index.ts';
import { blockReason } from './block-lists.ts';

/** The code of Extended DNS Errors for what is blocked because somebody outside requires it (RFC 8914, section 4.17). */
export const CENSORED = 16;

/** What a block is called with: whose page explains it, and what the agencies are called. */
export interface ErrorWords {
  /** Where the portal is, without a slash at the end. */
  readonly portal: string;
  /** Names by their codes. */
  readonly organisations: ReadonlyMap<string, string>;
}

/**
 * What a resolver may say of an entry to a browser that understands it, beside its answer (draft-ietf-dnsop-structured-dns-error-27, I-JSON
 * in the EXTRA-TEXT of an Extended DNS Error): `c` is where to turn to, `j` why, `o` who blocks, `l` the language of both; `inc` is the
 * incident, as browsers that keep a registry of operators read it (draft-nottingham-public-resolver-errors). What is blocked is in none of
 * them. A list has each error once, under its number, with `{code}` where the public code of an entry belongs: written out at each of a
 * million entries they were two thirds of it.
 */
export class StructuredErrors {
  readonly #words: ErrorWords;
  readonly #numbers = new Map<string, number>();
  readonly #errors: string[] = [];

  constructor(words: ErrorWords) {
    this.#words = words;
  }

  /** The number of an entry's error in `json`. */
  numberOf({ reason, agency }: { readonly reason: string; readonly agency: string }): number {
    const kept = `${reason} ${agency}`;
    let number = this.#numbers.get(kept);
    if (number === undefined) {
      number = this.#errors.length;
      this.#numbers.set(kept, number);
      const { portal, organisations } = this.#words;
      this.#errors.push(
        JSON.stringify({
          c: [`${portal}/chan/{code}`, `tel:${helplineNumber}`],
          j: blockReason.has(reason) ? blockReason.get(reason).saysVi : '',
          o: organisations.get(agency) ?? agency,
          l: 'vi',
          inc: '{code}',
        }),
      );
    }
    return number;
  }

  /** Every error that an entry has asked for so far. */
  get json(): string {
    return `[${this.#errors.join(',')}]`;
  }
}

/** The words for entries of these agencies. Refusals: those of `listAgencies` */
export async function errorWords(ctx: Ctx, agencies: readonly string[]): Promise<Result<ErrorWords>> {
  const found = agencies.length === 0 ? ok([]) : await listAgencies(ctx, { codes: [...agencies] });
  if (!found.ok) return found;
  return ok({
    portal: portalAddress(ctx.kernel.config),
    organisations: new Map(found.value.map(({ code, nameVi }) => [code, nameVi])),
  });
}

const portalAddress = ({ publicProtocol, portalHosts, portalPort }: Config): string =>
  `${publicProtocol}://${portalHosts[0] ?? `localhost:${portalPort}`}`;
