/** What a shared cache needs to know of a stored response (RFC 9111). Times in whole seconds. */
export interface CacheFields {
  readonly status: number
  /** The Cache-Control field, or an empty text. */
  readonly cacheControl: string
  readonly hasValidator: boolean
  readonly authorized: boolean
}

/** The directives of a Cache-Control field: name → argument, or an empty text. Names in lower case. */
export function directivesOf(field: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>()
  for (const [, name, quoted, token] of field.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^,\s]*)))?/g)) {
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), quoted ?? token ?? '')
  }
  return directives
}

/** Whether a shared cache may store the answer to a GET (RFC 9111 §3). */
export function mayStore({ status, cacheControl, hasValidator, authorized }: CacheFields): boolean {
  const directives = directivesOf(cacheControl)
  if (status !== 200 || directives.has('no-store') || directives.has('private')) return false
  if (authorized && !['public', 's-maxage', 'must-revalidate'].some((name) => directives.has(name)))
    return false
  return lifetimeS(cacheControl) > 0 || hasValidator
}

/** How long an answer is fresh in a shared cache, in seconds (RFC 9111 §4.2.1). No heuristics: what says nothing is stale at once. */
export function lifetimeS(cacheControl: string): number {
  const directives = directivesOf(cacheControl)
  if (directives.has('no-cache')) return 0
  const seconds = directives.get('s-maxage') ?? directives.get('max-age')
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : 0
}

/**
 * For how many seconds after its freshness an answer may still be given while it is asked for anew (RFC 5861 §3). None
 * where it must be asked for first (`no-cache`, `must-revalidate`, `proxy-revalidate`, and `s-maxage`, which implies that).
 */
export function staleForS(cacheControl: string): number {
  const directives = directivesOf(cacheControl)
  if (['no-cache', 'must-revalidate', 'proxy-revalidate', 's-maxage'].some((name) => directives.has(name)))
    return 0
  const seconds = directives.get('stale-while-revalidate')
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) : 0
}
