import { contentOf, type Take } from './take.ts'

/** What a problem document says to a person: `title` and `detail` (RFC 9457 §3.1). Undefined for any other content. */
export function problemOf(take: Take): { readonly title: string; readonly detail: string } | undefined {
  const isProblem = take.response?.fields.some(
    ([name, value]) => name === 'content-type' && value.includes('problem+json'),
  )
  if (!isProblem) return undefined
  const document: unknown = JSON.parse(contentOf(take))
  if (typeof document !== 'object' || document === null || !('title' in document && 'detail' in document))
    return undefined
  const { title, detail } = document
  return typeof title === 'string' && typeof detail === 'string' ? { title, detail } : undefined
}
