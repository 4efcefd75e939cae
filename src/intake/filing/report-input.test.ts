import { describe, expect, it } from 'vitest';
import { must } from '../../../tools/test/test-result.ts';
import { readReport } from '../index.ts';

const now = new Date('2026-11-24T02:00:00Z');
const read = (more: object) =>
  must(readReport({ reporter: { kind: 'child' }, narrative: 'Chuyện.', ...more }, 'vi', now));

describe('a report as it is kept', () => {
  it('needs nothing but who tells and what happened', () => {
    expect(read({})).toEqual({
      clear: {
        informantType: 'CHILD',
        portalBand: null,
        ageBand: 'UNK',
        sex: 'OTHER_UNK',
        province: null,
        commune: null,
        dangerNow: 'unknown',
        stillGoingOn: null,
        safeContact: [],
        language: 'vi',
      },
      narrative: 'Chuyện.',
      signals: [],
      details: undefined,
      identity: new Map(),
      locators: [],
    });
  });

  it('takes blank answers as not given', () => {
    const ready = read({
      reporter: { kind: 'parent', name: '  ', phone: '' },
      places: [{ kind: 'ZALO', account: ' ' }],
      happenedAt: { words: '' },
    });
    expect(ready.identity.size).toBe(0);
    expect(ready.details).toEqual({ places: [{ kind: 'ZALO' }] });
  });

  it('takes the age from the band only where the band says it', () => {
    expect(read({ reporter: { kind: 'child', band: 'B6_8' } }).clear.ageBand).toBe('A6_8');
    expect(read({ reporter: { kind: 'child', band: 'B16_17' } }).clear.ageBand).toBe('A16_17');
    expect(read({ reporter: { kind: 'child', band: 'B9_12' } }).clear.ageBand).toBe('UNK');
    expect(read({ reporter: { kind: 'parent', band: 'B6_8' } }).clear.ageBand).toBe('UNK');
    expect(read({ reporter: { kind: 'child', band: 'B6_8' }, child: { ageBand: 'A9_11' } }).clear.ageBand).toBe(
      'A9_11',
    );
  });

  it('finds the province of a commune, and the commune of an old ward', () => {
    expect(read({ commune: '26737' }).clear).toMatchObject({ province: '79', commune: '26737' });
    // Phường 12, Gò Vấp, went into the ward An Hội Tây in July 2025.
    expect(read({ province: '79', commune: '26881' }).clear).toMatchObject({ province: '79', commune: '26882' });
    expect(read({ province: '79' }).clear).toMatchObject({ province: '79', commune: null });
  });

  it('keeps one locator for the same thing named twice', () => {
    const { locators } = read({
      places: [
        { kind: 'FACEBOOK', account: '@Ke.La', link: 'https://facebook.com/ke.la' },
        { kind: 'MESSENGER', account: 'KE.LA' },
      ],
    });
    expect(locators).toEqual([
      { kind: 'LINK', value: 'https://facebook.com/ke.la' },
      { kind: 'ACCOUNT', value: 'FACEBOOK|ke.la' },
    ]);
  });

  it('takes today in Viet Nam as a day that has come', () => {
    const late = new Date('2026-11-24T17:30:00Z');
    expect(
      readReport({ reporter: { kind: 'child' }, narrative: 'Chuyện.', happenedAt: { from: '2026-11-25' } }, 'vi', late)
        .ok,
    ).toBe(true);
  });
});
