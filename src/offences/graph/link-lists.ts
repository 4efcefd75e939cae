import { z } from 'zod';
import { type CodeOf, readList } from '../../vocabulary/index.ts';
import type { informationCredibility, sourceReliability } from '../assertions/assertion-lists.ts';
import lists from './link-lists.json' with { type: 'json' };

const number = z.int().min(1).max(30);

/** `number`: as the graph keeps it; a number is never given twice (5 was given, and no point ever had it). */
export const nodeKind = readList(lists.nodeKind, { number });
export type NodeKind = CodeOf<typeof nodeKind>;
/**
 * `byHand`: a person may write it between any two points. `workedOut`: it comes of a series that was taken; that two persons are one is
 * neither, and is said where persons are compared.
 */
export const linkKind = readList(lists.linkKind, { number, byHand: z.boolean(), workedOut: z.boolean() });
export type LinkKind = CodeOf<typeof linkKind>;
export type Reliability = CodeOf<typeof sourceReliability>;
export type Credibility = CodeOf<typeof informationCredibility>;
/** `mostDays`: after so long somebody looks again. */
export const hubReason = readList(lists.hubReason, { mostDays: z.int().positive() });
export type HubReason = CodeOf<typeof hubReason>;
export const linkTakeBackReason = readList(lists.takeBackReason);

const NODE_NUMBERS = new Map<string, number>(nodeKind.terms.map((term) => [term.code, term.number]));
const LINK_NUMBERS = new Map<string, number>(linkKind.terms.map((term) => [term.code, term.number]));
const NODE_CODES = new Map(nodeKind.terms.map((term) => [term.number, term.code as NodeKind]));
const LINK_CODES = new Map(linkKind.terms.map((term) => [term.number, term.code as LinkKind]));

export const nodeNumber = (code: NodeKind): number => NODE_NUMBERS.get(code) as number;
export const nodeCode = (at: number): NodeKind => NODE_CODES.get(at) as NodeKind;
export const linkNumber = (code: LinkKind): number => LINK_NUMBERS.get(code) as number;
export const linkCode = (at: number): LinkKind => LINK_CODES.get(at) as LinkKind;
/** The kinds as bits, and back. */
export const kindBits = (codes: readonly LinkKind[]): number =>
  codes.reduce((bits, code) => bits | (1 << linkNumber(code)), 0);
export const kindsOf = (bits: number): LinkKind[] =>
  linkKind.terms.filter((term) => (bits >>> term.number) & 1).map(({ code }) => code as LinkKind);
