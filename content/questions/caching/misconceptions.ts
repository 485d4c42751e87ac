import type { Misconception } from '../schema.ts'

/** What people believe about caches and conditions. */
export const cachingMisconceptions: readonly Misconception[] = [
  {
    id: 'no-cache-means-no-store',
    belief: '`no-cache` means that nothing is stored.',
    instead: '`no-cache`: store it, and ask before each use. `no-store`: do not store it.',
  },
  {
    id: 'caching-is-on-the-server',
    belief: 'Caching is something that the server does.',
    instead: 'Browsers, proxies and the edge cache as well, and go by the fields of the answer.',
  },
  {
    id: 'post-is-never-cacheable',
    belief: 'The answer to a POST can never be stored.',
    instead: 'HTTP allows it under conditions, for later GETs. Hardly any cache does it.',
  },
  {
    id: 'caches-notice-changes',
    belief: 'A cache notices when the original changes.',
    instead:
      'While an answer is fresh, nobody asks. Only a request that passes through tells a cache something.',
  },
  {
    id: '304-saves-the-journey',
    belief: 'A `304` means that the server was not asked.',
    instead: 'It is the answer of whoever was asked. It saves content, not the request.',
  },
  {
    id: 'private-means-encrypted',
    belief: '`private` keeps others from reading the answer.',
    instead: 'It keeps shared caches from storing it. It hides nothing.',
  },
  {
    id: 'last-write-is-right',
    belief: 'When two people change the same thing, the later one knows better.',
    instead:
      'The later one may have seen nothing of the first change. `If-Match` says what a change is based on.',
  },
]
