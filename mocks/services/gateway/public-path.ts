/** A public path, taken apart: where it belongs, what is asked for there, and its first segment. */
export interface PublicPath {
  /** What the path starts with, for its service as well: nothing at the root. */
  readonly prefix: '/v1' | '/auth' | ''
  readonly path: string
  readonly segment: string
}

/** The place at which RFC 8414 §3.1 looks for the metadata of an issuer whose name has a path. */
const METADATA = /^(\/\.well-known\/(?:oauth-authorization-server|openid-configuration))\/auth$/

/** Reads a public path; undefined for one that is none. */
export function publicPath(pathname: string): PublicPath | undefined {
  const [, metadata] = METADATA.exec(pathname) ?? []
  if (metadata !== undefined) return { prefix: '/auth', path: metadata, segment: '.well-known' }
  const [, prefix, path, segment] = /^(\/v1|\/auth|)(\/([\w.-]+)(?:\/.*)?)$/.exec(pathname) ?? []
  if (path === undefined || segment === undefined) return undefined
  return { prefix: prefix === '/auth' || prefix === '/v1' ? prefix : '', path, segment }
}
