import type { Answer } from './answer.ts'

/** One member of `Prefer`: a name, and perhaps a value (RFC 7240 §2). Parameters are known to nobody here. */
const PREFERENCE =
  /^\s*([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([\w!#$%&'*+.^`|~-]*)))?\s*(?:;.*)?$/

/** What the client would like: name → value, or an empty text. Of two that share a name the first one counts. */
export function preferencesOf({ headers }: Request): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>()
  for (const part of (headers.get('prefer') ?? '').match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? []) {
    const [, name, quoted, token] = PREFERENCE.exec(part) ?? []
    if (name && !preferences.has(name.toLowerCase()))
      preferences.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '')
  }
  return preferences
}

/** How long the client would wait for the result before it takes a 202, in seconds; undefined when it does not say. */
export function waitOf(request: Request): number | undefined {
  const seconds = preferencesOf(request).get('wait')
  return seconds !== undefined && /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined
}

/** The answer, saying which preference it honours (RFC 7240 §3). */
export function honouring(answer: Answer, preference: string): Answer {
  const { 'preference-applied': earlier } = answer.fields
  return {
    ...answer,
    fields: { ...answer.fields, 'preference-applied': earlier ? `${earlier}, ${preference}` : preference },
  }
}

/** The answer without its content where the client prefers `return=minimal` (RFC 7240 §4.2): 200 becomes 204. */
export function minimalIfPreferred(request: Request, answer: Answer): Answer {
  const preferred = preferencesOf(request).get('return')
  if (preferred === 'representation') return honouring(answer, 'return=representation')
  if (preferred !== 'minimal') return answer
  const { 'content-type': _, ...fields } = answer.fields
  return honouring({ status: answer.status === 200 ? 204 : answer.status, fields }, 'return=minimal')
}
