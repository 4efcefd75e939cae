import { domainToASCII } from 'node:url';
import { skeletonOf } from './account.ts';
import { faulty, maskHead, type ReadForm } from './identifier.ts';
import rules from './mailbox-rules.json' with { type: 'json' };

const RULES = new Map(rules.providers.flatMap((rule) => rule.domains.map((domain) => [domain, rule] as const)));

/** A mailbox: lower case, the domain in ASCII, and what a provider does not tell apart (dots, tags, second names of its domain) as one. */
export function readMailbox(written: string): ReadForm {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .toLowerCase();
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at);
  const host = domainToASCII(text.slice(at + 1));
  if (at < 1 || !/^[^\s@"(),:;<>[\\\]]{1,64}$/.test(name) || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host))
    return faulty('FORM');
  const rule = RULES.get(host);
  const domain = rule?.domains[0] ?? host;
  const tag = rule?.tag ?? '+';
  const untagged = name.includes(tag) && name.indexOf(tag) > 0 ? name.slice(0, name.indexOf(tag)) : name;
  const own = rule === undefined ? name : rule.dots ? untagged : untagged.replaceAll('.', '');
  if (own === '') return faulty('FORM');
  return {
    ok: true,
    form: {
      kind: 'EMAIL',
      normal: `${own}@${domain}`,
      // Elsewhere a tag may be another mailbox, so it falls away here alone.
      skeleton: `${skeletonOf(untagged)}@${domain}`,
      display: `${own}@${domain}`,
      mask: `${maskHead(own, 2)}@${domain}`,
    },
  };
}
