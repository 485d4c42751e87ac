/** The path in front of a service's own, as whoever stands at the edge named it (`/v1`); empty without an edge. */
export function prefixOf({ headers }: Request): string {
  return headers.get('x-forwarded-prefix') ?? ''
}

/** The whole address of a path as clients write it: with the host that they asked, not the one behind the edge. */
export function addressOf({ url, headers }: Request, path: string): string {
  const host = headers.get('x-forwarded-host')
  return new URL(path, host ? `${headers.get('x-forwarded-proto') ?? 'https'}://${host}` : url).href
}
