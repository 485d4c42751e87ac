/** How a request says who sends it. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  /** `who`: in whose name the token was given out, as far as the workbench knows. */
  | { readonly kind: 'bearer'; readonly token: string; readonly who?: string | undefined }
  | {
      readonly kind: 'api-key'
      readonly place: 'header' | 'query'
      readonly name: string
      readonly value: string
    }

export const NO_AUTH: Auth = { kind: 'none' }

/** The field or the query parameter that a request gets by its way of saying who sends it. */
export function authFields(auth: Auth): {
  readonly header?: readonly [name: string, value: string]
  readonly query?: readonly [name: string, value: string]
} {
  switch (auth.kind) {
    case 'none':
      return {}
    case 'basic':
      return { header: ['authorization', `Basic ${base64(`${auth.user}:${auth.password}`)}`] }
    case 'bearer':
      return auth.token.trim() === '' ? {} : { header: ['authorization', `Bearer ${auth.token.trim()}`] }
    case 'api-key': {
      const name = auth.name.trim()
      if (name === '') return {}
      return auth.place === 'header'
        ? { header: [name, auth.value.trim()] }
        : { query: [name, auth.value.trim()] }
    }
  }
}

/** Base64 of the text in UTF-8, which is what `charset="UTF-8"` of RFC 7617 asks for. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
