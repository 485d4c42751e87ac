import { draftOf } from '../../draft.ts'
import { EXAMPLES } from '../../examples.ts'
import type { Collection } from './collection.ts'

/** The examples that ask the public API, as a collection; each with the status that a fresh bookshop answers. */
export function examplesOf(publicHost: string): Collection {
  const requests = EXAMPLES.map(({ title, status, request }) => ({
    name: title,
    draft: draftOf(request({ entries: [] })),
    status,
  }))
  return {
    v: 1,
    name: 'Bookshop: examples',
    variables: [],
    requests: requests.filter(({ draft }) => draft.url.startsWith(`https://${publicHost}/`)),
  }
}
