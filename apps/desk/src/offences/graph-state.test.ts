import { describe, expect, it } from 'vitest';
import { type GraphState, graphQuery, readGraphState, readRef, selectionOf, stateOf } from './graph-state.ts';

const A = '01936000-0000-7000-8000-000000000001';
const B = '01936000-0000-8000-8000-000000000002';
const read = (query: string) => readGraphState(new URLSearchParams(query));
const nothing = read('');

describe('what an address says of a graph', () => {
  it('is two steps from the file and nothing left out, where it says nothing', () => {
    expect(nothing).toEqual({
      steps: 2,
      expanded: [],
      kinds: [],
      hidden: [],
      since: null,
      until: null,
      degreeMost: null,
      degreeLeast: 1,
      from: null,
      to: null,
      focus: null,
      why: null,
      search: '',
      page: 1,
    });
    expect(graphQuery(nothing)).toBe('');
  });

  it('comes back as it was written', () => {
    const file = { kind: 'FILE', id: A };
    const phone = { kind: 'IDENTIFIER', id: B };
    const state: GraphState = {
      steps: 1,
      expanded: [phone, file],
      kinds: ['USES', 'PAID_TO'],
      hidden: ['IP'],
      since: '2026-01-02',
      until: '2026-11-03',
      degreeMost: 40,
      degreeLeast: 2,
      from: file,
      to: phone,
      focus: phone,
      why: [file, phone],
      search: 'số điện thoại',
      page: 3,
    };
    expect(read(graphQuery(state))).toEqual(state);
    expect(graphQuery(stateOf(selectionOf(state) as never))).toBe(
      graphQuery({ ...state, focus: null, why: null, search: '', page: 1 }),
    );
  });

  it('takes days as people write them, and leaves out what is wrong', () => {
    expect(read('tu=02/01/2026&den=01/01/2026')).toMatchObject({ since: '2026-01-02', until: '2026-01-02' });
    expect(
      read(
        `buoc=9&bac=1&it-nhat=0&mo=0901234567,IDENTIFIER.${A},IDENTIFIER.${A}&a=FILE&trang=0&tu=hôm nay&vi-sao=FILE.${A}`,
      ),
    ).toEqual({ ...nothing, expanded: [{ kind: 'IDENTIFIER', id: A }] });
  });

  it('goes on from twelve points at most, and reads no name of a point that is none', () => {
    const many = Array.from({ length: 20 }, (_, at) => `FILE.${A.slice(0, -2)}${String(at).padStart(2, '0')}`);
    expect(read(`mo=${many.join(',')}`).expanded).toHaveLength(12);
    for (const wrong of ['', null, undefined, A, `file.${A}`, `FILE.${A}x`, 'FILE.1'])
      expect(readRef(wrong)).toBeNull();
  });
});
