/** Sets that only grow together: which rows are one person so far. The smallest index leads a set. */
export interface Clusters {
  leaderOf(item: number): number;
  /** Joins two sets; false when they were one already. */
  join(one: number, other: number): boolean;
}

export function createClusters(size: number): Clusters {
  const parent = Int32Array.from({ length: size }, (_, item) => item);
  const leaderOf = (item: number): number => {
    let leader = item;
    while (parent[leader] !== leader) leader = parent[leader] ?? leader;
    let step = item;
    while (parent[step] !== leader) {
      const next = parent[step] ?? leader;
      parent[step] = leader;
      step = next;
    }
    return leader;
  };
  return {
    leaderOf,
    join(one, other) {
      const a = leaderOf(one);
      const b = leaderOf(other);
      if (a === b) return false;
      parent[Math.max(a, b)] = Math.min(a, b);
      return true;
    },
  };
}
