import { type Answer, bytesOf } from './answer.ts'
import { Problem, problemAnswer } from './problem.ts'

/**
 * Answers the part of a representation that the request asks for (RFC 9110 §14): 206 with `Content-Range`, 416 when
 * there is no such part, the whole when nothing else fits. Several ranges at once get the whole, which §14.2 permits.
 */
export function ranged(request: Request, whole: Answer): Answer {
  if (whole.status !== 200) return whole
  const answer = { ...whole, fields: { ...whole.fields, 'accept-ranges': 'bytes' } }
  const field = request.headers.get('range')
  // Range means something to GET alone; HEAD tells of the whole.
  if (field === null || request.method !== 'GET' || !isCurrent(request, whole.fields.etag)) return answer
  const bytes = bytesOf(whole)
  const range = rangeOf(field, bytes.length)
  if (range === 'none') return answer
  if (range === 'unsatisfiable')
    return problemAnswer(
      new Problem('range-not-satisfiable', {
        detail: `The representation has ${bytes.length} bytes, and none of them is in the range that you ask for.`,
        headers: { 'content-range': `bytes */${bytes.length}`, 'accept-ranges': 'bytes' },
      }),
    )
  return {
    status: 206,
    fields: { ...answer.fields, 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` },
    content: bytes.slice(range.first, range.last + 1),
  }
}

/** Whether the part still belongs to the version that the client has the rest of (`If-Range`, strong comparison). */
function isCurrent({ headers }: Request, etag: string | undefined): boolean {
  const expected = headers.get('if-range')
  return expected === null || expected.trim() === etag
}

/** One range of bytes, both ends included; `none` where the field is to be ignored. */
function rangeOf(field: string, length: number): 'none' | 'unsatisfiable' | { first: number; last: number } {
  const [, from = '', to = ''] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(field) ?? []
  if (from === '' && to === '') return 'none'
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from)
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'none'
  return first > last ? 'unsatisfiable' : { first, last }
}
