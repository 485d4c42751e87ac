import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, inlinePartsOf, withPolicy } from './csp.ts'

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const page = (head: string, body = '') =>
  `<!DOCTYPE html><html><head><meta charSet="utf-8"/>${head}</head><body>${body}</body></html>`
const none = { scripts: [], styles: [], styleAttributes: false }

describe('inline parts', () => {
  test('are the scripts a browser would run and the styles it would apply', () => {
    const parts = inlinePartsOf(
      page(
        '<script>one()</script><script src="/a.js"></script><script type="application/ld+json">{}</script>',
        '<svg><style>.a{fill:red}</style></svg><script type="module">two()</script>',
      ),
    )
    expect(parts.scripts).toEqual([sha256('one()'), sha256('two()')])
    expect(parts.styles).toEqual([sha256('.a{fill:red}')])
    expect(parts.styleAttributes).toBe(false)
  })
  test('are hashed as the browser reads them: entities stay in scripts and are decoded in SVG styles', () => {
    const parts = inlinePartsOf(page('<script>a&amp;&amp;b</script>', '<svg><style>a&gt;b{}</style></svg>'))
    expect(parts.scripts).toEqual([sha256('a&amp;&amp;b')])
    expect(parts.styles).toEqual([sha256('a>b{}')])
  })
  test('are found once each, also in <noscript>', () => {
    const parts = inlinePartsOf(
      page('<noscript><style>b{}</style></noscript><style>b{}</style>', '<p style="top:0">'),
    )
    expect(parts.styles).toEqual([sha256('b{}')])
    expect(parts.styleAttributes).toBe(true)
  })
})

describe('policy', () => {
  test('allows nothing that was not named', () => {
    const policy = contentSecurityPolicy(
      { ...none, scripts: ["'sha256-x'"] },
      { styles: ["'sha256-y'"], styleAttributes: false },
    )
    expect(
      policy.startsWith("default-src 'none'; script-src 'self' 'sha256-x'; style-src 'self' 'sha256-y'; "),
    ).toBe(true)
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).toContain("connect-src 'self' https://api.bookshop.example https://")
    expect(policy).toContain(' https://orders.bookshop.internal')
  })
  test('admits style attributes only when a page has one, and never style elements without hash', () => {
    const policy = contentSecurityPolicy(none, { styles: [], styleAttributes: true })
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("style-src-attr 'unsafe-inline'")
    expect(policy.match(/unsafe-inline/g)).toHaveLength(1)
  })
})

describe('placing the policy', () => {
  test('comes first, after the encoding, wherever the encoding stood', () => {
    const html = withPolicy(
      '<html><head><link href="/a.css"/><meta charSet="utf-8"/><title>t</title></head></html>',
      'p "q"',
    )
    expect(html).toBe(
      '<html><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="p &quot;q&quot;"/><link href="/a.css"/><title>t</title></head></html>',
    )
  })
  test('replaces the policy of an earlier time', () => {
    const once = withPolicy('<html><head><title>t</title></head></html>', 'p')
    expect(withPolicy(once, 'p')).toBe(once)
  })
  test('adds the encoding when there is none', () => {
    expect(withPolicy('<html><head><title>t</title></head></html>', 'p')).toContain(
      '<head><meta charset="utf-8"/><meta http',
    )
  })
  test('refuses a page without a head', () => {
    expect(() => withPolicy('<p>hello</p>', 'p')).toThrow('no <head>')
  })
})
