/**
 * The groups of nodes that lead to each other (Tarjan 1972), without recursion, so that a long chain does not fill the stack. A group
 * comes after every group that it leads to.
 * @param next for every node the nodes it leads to
 */
export function stronglyConnected(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const order = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const taken = new Int32Array(next.length);
  const open = new Uint8Array(next.length);
  const stack: number[] = [];
  const groups: number[][] = [];
  let count = 0;

  const enter = (node: number, path: number[]): void => {
    order[node] = low[node] = count++;
    open[node] = 1;
    stack.push(node);
    path.push(node);
  };

  for (let root = 0; root < next.length; root += 1) {
    if (order[root] !== -1) continue;
    const path: number[] = [];
    enter(root, path);
    while (path.length > 0) {
      const node = path.at(-1) as number;
      const at = taken[node] as number;
      taken[node] = at + 1;
      const onward = next[node]?.[at];
      if (onward !== undefined) {
        if (order[onward] === -1) enter(onward, path);
        else if (open[onward] === 1) low[node] = Math.min(low[node] as number, order[onward] as number);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      const group: number[] = [];
      let member: number;
      do {
        member = stack.pop() as number;
        open[member] = 0;
        group.push(member);
      } while (member !== node);
      groups.push(group);
    }
  }
  return groups;
}
