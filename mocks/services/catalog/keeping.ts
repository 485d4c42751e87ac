import { type Answer, accepted, created, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { mustMatch, revalidated, tagOf } from '../../http/conditional.ts'
import { invalidContent } from '../../http/content.ts'
import { jsonPatch, mergePatch } from '../../http/patch.ts'
import { honouring, minimalIfPreferred, preferencesOf, waitOf } from '../../http/prefer.ts'
import { Problem } from '../../http/problem.ts'
import { ranged } from '../../http/ranges.ts'
import type { createService } from '../../http/service.ts'
import type { CatalogDomain } from './domain.ts'
import { type Imports, reportOf, stateOf } from './imports.ts'
import {
  addBook,
  type Book,
  BookContent,
  type Import,
  patchBook,
  putBook,
  readImport,
  readImportReport,
  removeBook,
  startImport,
} from './schema.ts'
import type { ImportRecord } from './store.ts'

/** The longest that a caller is kept waiting for an import, in seconds. */
const LONGEST_WAIT = 30

/** Adds to the service what whoever keeps the catalogue may do. */
export function keeping(
  service: ReturnType<typeof createService>,
  { domain, imports }: { domain: CatalogDomain; imports: Imports },
) {
  return service
    .on(addBook, async ({ body, request, call, href }) => {
      const book = await domain.add(body, call)
      return minimalIfPreferred(request, created(href(`/books/${book.isbn}`), book, { etag: tagOf(book) }))
    })
    .on(putBook, async ({ params, body, request, call, href }) => {
      mustKeepIsbn(body, params.isbn)
      const { book, isNew } = await domain.put(body, (now) => mustMatch(request, now && tagOf(now)), call)
      const fields = { etag: tagOf(book) }
      return minimalIfPreferred(
        request,
        isNew ? created(href(`/books/${book.isbn}`), book, fields) : json(book, { fields }),
      )
    })
    .on(patchBook, async ({ params, body, request, call }) => {
      const revise = (now: Book) => {
        mustMatch(request, tagOf(now))
        const patched = Array.isArray(body) ? jsonPatch(now, body) : mergePatch(now, body)
        return mustKeepIsbn(wholeBook(patched), params.isbn)
      }
      const book = await domain.revise(params.isbn, revise, call)
      return minimalIfPreferred(request, json(book, { fields: { etag: tagOf(book) } }))
    })
    .on(removeBook, async ({ params, request, call }) => {
      await domain.remove(params.isbn, (now) => mustMatch(request, tagOf(now)), call)
      return noContent
    })
    .on(startImport, async ({ body, request, call, href }) => {
      const { id } = await imports.begin(body, call)
      return acceptedOrDone(id, request, call, href)
    })
    .on(readImport, async ({ params, call, href }) =>
      json(shown(await imports.read(params.id, call), href), { fields: PERSONAL }),
    )
    .on(readImportReport, async ({ params, request, call }) => {
      const content = reportOf(await imports.read(params.id, call))
      const fields = { 'content-type': 'text/csv; charset=utf-8; header=present', ...PERSONAL }
      return ranged(request, revalidated(request, { status: 200, fields, content }))
    })

  /** 202, or 201 for a caller who would rather wait and need not wait long (RFC 7240 §4.3). */
  async function acceptedOrDone(
    id: string,
    request: Request,
    call: Call,
    href: (path: string) => string,
  ): Promise<Answer> {
    const wait = waitOf(request)
    if (wait !== undefined) await imports.settled(id, Math.min(wait, LONGEST_WAIT) * 1_000_000)
    const record = await imports.read(id, call)
    const location = href(`/imports/${id}`)
    if (wait !== undefined && stateOf(record) === 'completed')
      return honouring(created(location, shown(record, href), PERSONAL), `wait=${wait}`)
    const answer = accepted(location, shown(record, href), { 'retry-after': '1', ...PERSONAL })
    return preferencesOf(request).has('respond-async') ? honouring(answer, 'respond-async') : answer
  }
}

/** What belongs to one caller, shared caches must not keep. */
const PERSONAL = { 'cache-control': 'private, no-cache' }

function shown(record: ImportRecord, href: (path: string) => string): Import {
  const { id, books, outcomes, startedAt } = record
  const state = stateOf(record)
  return {
    id,
    state,
    total: books.length,
    done: outcomes.length,
    startedAt,
    ...(state === 'completed' ? { report: href(`/imports/${id}/report`) } : {}),
  }
}

/** What a patch made of a book, if that is a book. Throws invalid-content. */
function wholeBook(patched: unknown): BookContent {
  const read = BookContent.safeParse(patched)
  if (!read.success) throw invalidContent(read.error.issues)
  return read.data
}

/** The address of a book is its ISBN: another one is another book. Throws invalid-content. */
function mustKeepIsbn(book: BookContent, isbn: string): BookContent {
  if (book.isbn !== isbn)
    throw new Problem('invalid-content', {
      detail: 'One place in the content is wrong; see errors.',
      errors: [{ pointer: '#/isbn', detail: 'must be the ISBN in the address' }],
    })
  return book
}
