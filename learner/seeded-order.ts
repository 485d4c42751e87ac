/**
 * Puts items into an order that depends on the seed and on their names alone: the same on every machine and
 * after every reload, and another one for another seed.
 */
export function seededOrder<Item>(
  items: readonly Item[],
  seed: string,
  nameOf: (item: Item) => string,
): readonly Item[] {
  return items
    .map((item) => ({ item, name: nameOf(item), rank: hash(`${seed}/${nameOf(item)}`) }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ item }) => item)
}

/** FNV-1a over UTF-16 code units, with the finaliser of MurmurHash3 so that close names end far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
