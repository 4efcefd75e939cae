/**
 * Where each province stands on the tile map: column and row, from the north-west. One tile a province, all of one size, so that a
 * small province is seen as well as a large one. The places are ours and only roughly those of the country.
 */
export const tiles: Readonly<Record<string, readonly [column: number, row: number]>> = {
  '12': [1, 0],
  '15': [2, 0],
  '08': [3, 0],
  '04': [4, 0],
  '11': [0, 1],
  '14': [1, 1],
  '25': [2, 1],
  '19': [3, 1],
  '20': [4, 1],
  '01': [2, 2],
  '24': [3, 2],
  '22': [4, 2],
  '37': [2, 3],
  '33': [3, 3],
  '31': [4, 3],
  '38': [2, 4],
  '40': [2, 5],
  '42': [3, 5],
  '44': [3, 6],
  '46': [4, 6],
  '48': [4, 7],
  '51': [5, 7],
  '52': [5, 8],
  '66': [4, 9],
  '56': [5, 9],
  '80': [2, 10],
  '75': [3, 10],
  '68': [4, 10],
  '82': [2, 11],
  '79': [3, 11],
  '91': [1, 12],
  '92': [2, 12],
  '86': [3, 12],
  '96': [1, 13],
};

/** The archipelagos, each a part of the province that administers it. */
export const islands: Readonly<
  Record<string, { readonly name: string; readonly at: readonly [column: number, row: number] }>
> = {
  '48': { name: 'Hoàng Sa', at: [5, 6] },
  '56': { name: 'Trường Sa', at: [5, 10] },
};

/** How dark a tile is, from the lightest; `none` where there is nothing to show. */
export type Depth = 'none' | 'd0' | 'd1' | 'd2' | 'd3' | 'd4';
