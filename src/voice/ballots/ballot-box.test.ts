import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Stratum, strata } from './ballot.ts';
import { boxOf, hashOfBox, hashOfStratum, type StratumContent } from './ballot-box.ts';

const NONE = { issued: [], used: [], refused: [] };
const content = (count: number, said = '1'): StratumContent => ({
  receipts: Array.from({ length: count }, (_, at) => at.toString(16).padStart(64, '0')),
  ballots: Array<string>(count).fill(said),
});
const empty = content(0);

describe('the box', () => {
  it('has each stratum by itself, and numbers below ten nowhere', () => {
    const box = boxOf({
      issued: [
        { way: 'BLIND', tokens: 40 },
        { way: 'DRAWN', tokens: 9 },
        { way: 'SLIP', tokens: 30 },
      ],
      used: [
        { stratum: 'DEVICE', ballots: 31 },
        { stratum: 'CLASS', ballots: 9 },
      ],
      refused: [{ stratum: 'DEVICE', fault: 'USED', ballots: 12 }],
    });
    expect(box).toMatchObject([
      { stratum: 'CLASS', issued: { SLIP: 30 }, used: null, refused: { LATE: 0, USED: 0, FALSE: 0 } },
      { stratum: 'DEVICE', issued: { BLIND: 40, DRAWN: null }, used: 31, refused: { LATE: 0, USED: 12, FALSE: 0 } },
      { stratum: 'PAPER', issued: { TYPED: 0 }, used: 0 },
    ]);
  });

  it('says nothing of how anybody voted while it is open', () => {
    for (const { receipts, ballots, hash } of boxOf(NONE))
      expect([receipts, ballots, hash]).toEqual([null, null, null]);
  });

  it('lists receipts and ballots after the close, each sorted by itself, and none of a poll of nine', () => {
    const contents = { CLASS: content(9), DEVICE: content(10), PAPER: empty };
    const [classes, devices, paper] = boxOf(NONE, contents);
    expect(classes).toMatchObject({ receipts: null, ballots: null, hash: null });
    expect(devices?.receipts).toHaveLength(10);
    expect(devices?.ballots).toHaveLength(10);
    expect(paper).toMatchObject({ receipts: null, ballots: null, hash: null });
  });

  it('gives no order of arrival away, and its hash hangs on every ballot', () => {
    const ballots = fc.array(fc.constantFrom('', '1', '1 2', '3'), { minLength: 10, maxLength: 20 });
    fc.assert(
      fc.property(ballots, (said) => {
        const one: StratumContent = { receipts: content(said.length).receipts, ballots: said };
        const turned: StratumContent = { receipts: one.receipts.toReversed(), ballots: said.toReversed() };
        expect(hashOfStratum(turned)).toBe(hashOfStratum(one));
        expect(boxOf(NONE, { CLASS: one, DEVICE: empty, PAPER: empty })).toEqual(
          boxOf(NONE, { CLASS: turned, DEVICE: empty, PAPER: empty }),
        );
        expect(hashOfStratum({ ...one, ballots: [...said.slice(1), '4'] })).not.toBe(hashOfStratum(one));
      }),
    );
  });

  it('has nothing of one stratum in another: what is cast in one leaves the others as they are, to the byte', () => {
    const ballots = fc.array(fc.constantFrom('', '1', '1 2', '3'), { maxLength: 25 });
    const counts = (said: Readonly<Record<Stratum, readonly string[]>>) => ({
      issued: [],
      refused: [],
      used: strata.map((stratum) => ({ stratum, ballots: said[stratum].length })),
    });
    const filled = (said: Readonly<Record<Stratum, readonly string[]>>) =>
      boxOf(counts(said), {
        CLASS: { receipts: content(said.CLASS.length).receipts, ballots: said.CLASS },
        DEVICE: { receipts: content(said.DEVICE.length).receipts, ballots: said.DEVICE },
        PAPER: { receipts: content(said.PAPER.length).receipts, ballots: said.PAPER },
      });
    const boxes = fc.record({ CLASS: ballots, DEVICE: ballots, PAPER: ballots });
    fc.assert(
      fc.property(boxes, fc.constantFrom(...strata), ballots, (said, changed, others) => {
        const rest = (list: readonly { readonly stratum: Stratum }[]) =>
          JSON.stringify(list.filter(({ stratum }) => stratum !== changed));
        expect(rest(filled({ ...said, [changed]: others }))).toBe(rest(filled(said)));
      }),
    );
  });

  it('is sealed over all strata and the numbers that count, and its seal tells nothing of a poll of nine', () => {
    const same = { CLASS: content(12), DEVICE: content(10), PAPER: content(9) };
    const seal = hashOfBox(same, [1, 2]);
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOfBox({ ...same, CLASS: content(12, '2') }, [1, 2])).not.toBe(seal);
    expect(hashOfBox(same, [1])).not.toBe(seal);
    // Whoever knows nine receipts would find what their ballots say, if any hash hung on them.
    expect(hashOfBox({ ...same, PAPER: content(9, '2') }, [1, 2])).toBe(seal);
    expect(hashOfBox({ ...same, PAPER: empty }, [1, 2])).toBe(seal);
  });
});
