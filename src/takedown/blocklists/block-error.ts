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
 * What a resolver may say of an entry to a browser that understands it, beside its answer: the members of a structured error
 * (draft-ietf-dnsop-structured-dns-error-27, I-JSON in the EXTRA-TEXT of an Extended DNS Error) as JSON without their braces. `c` is where to
 * turn to, `j` why, `o` who blocks, `l` the language of both; `inc` is the incident, as browsers that keep a registry of operators read it
 * (draft-nottingham-public-resolver-errors). What is blocked is in none of them.
 */
export function structuredErrors({ portal, organisations }: ErrorWords) {
  const ends = new Map<string, string>();
  return ({ code, reason, agency }: { readonly code: string; readonly reason: string; readonly agency: string }) => {
    const kept = `${reason} ${agency}`;
    let end = ends.get(kept);
    if (end === undefined) {
      const why = blockReason.has(reason) ? blockReason.get(reason).saysVi : '';
      end = `"j":${JSON.stringify(why)},"o":${JSON.stringify(organisations.get(agency) ?? agency)},"l":"vi"`;
      ends.set(kept, end);
    }
    return `"c":["${portal}/chan/${code}","tel:${helplineNumber}"],${end},"inc":"${code}"`;
  };
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
