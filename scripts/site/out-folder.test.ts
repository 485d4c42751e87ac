import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { overBudget, routeBytes } from './budgets.ts'
import { deadReferences, unreachablePages } from './links.ts'
import { basePathOf, headOf, pagesOf } from './pages.ts'
import { createSiteServer, listen } from './serve.ts'

let out = ''
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'out-'))
})
afterEach(() => rmSync(out, { recursive: true, force: true }))

const write = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(out, path)), { recursive: true })
    writeFileSync(join(out, path), text)
  }
}
const html = (body: string, base = '') =>
  `<html><head><title>T</title><script src="${base}/_next/a.js"></script></head><body>${body}</body></html>`

describe('pages', () => {
  test('are the folders with an index.html, without the error pages', () => {
    write({
      'index.html': '',
      'learn/x/index.html': '',
      '404/index.html': '',
      '_not-found/index.html': '',
      '404.html': '',
    })
    expect(pagesOf(out).map(({ route }) => route)).toEqual(['/', '/learn/x/'])
  })
  test('tell the base path they were built with', () => {
    write({ 'index.html': html('', '/blocks') })
    expect(basePathOf(out)).toBe('/blocks')
    write({ 'index.html': html('') })
    expect(basePathOf(out)).toBe('')
  })
  test('tell their title, not that of a drawing', () => {
    expect(headOf('<html><body><svg><title>Drawing</title></svg></body></html>').title).toBe('')
    expect(headOf('<title> A &amp; B </title><meta name="description" content="d">')).toEqual({
      title: 'A & B',
      description: 'd',
    })
  })
})

describe('links', () => {
  test('a site whose links all lead somewhere', () => {
    write({
      '_next/a.js': '',
      'index.html': html(
        '<a href="/learn/">l</a><a href="/learn#top">t</a><a href="#here">h</a><i id="here"></i>',
      ),
      'learn/index.html': html(
        '<a href="../">up</a><a href="/#here">x</a><a href="/#run=1.abc">run</a><a href="https://example.org">o</a>',
      ),
    })
    expect(deadReferences(out).dead).toEqual([])
    expect(unreachablePages(out)).toEqual([])
  })
  test('a missing page, anchor, script and picture; a script in a link; a bookshop address', () => {
    write({
      'index.html': html(
        '<a href="/gone/">g</a><a href="#gone">a</a><img srcset="/b.png 2x"><a href="javascript:x()">j</a><a href="https://api.bookshop.example/v1/books">b</a>',
      ),
    })
    expect(deadReferences(out).dead.map(({ reference }) => reference)).toEqual([
      '/_next/a.js',
      '/gone/',
      '#gone',
      '/b.png',
      'javascript:x()',
      'https://api.bookshop.example/v1/books',
    ])
  })
  test('under a base path, a link that forgot it is dead', () => {
    write({
      '_next/a.js': '',
      'index.html': html('<a href="/learn/">no</a><a href="/blocks/learn/">yes</a>', '/blocks'),
      'learn/index.html': html('', '/blocks'),
    })
    expect(deadReferences(out).dead).toEqual([
      { page: '/', reference: '/learn/', why: 'stands outside /blocks/' },
    ])
  })
  test('a page that no link leads to is named', () => {
    write({ '_next/a.js': '', 'index.html': html(''), 'lost/index.html': html('<a href="/">home</a>') })
    expect(unreachablePages(out)).toEqual(['/lost/'])
  })
})

describe('bytes', () => {
  const script = 'export const words = "one two three"'.repeat(20)
  test('count each file once, compressed, without scripts for old browsers; fonts as they are', () => {
    write({
      '_next/a.js': script,
      '_next/old.js': script.repeat(9),
      '_next/a.css': 'a{}',
      '_next/f.woff2': 'x'.repeat(500),
      'index.html': html(
        '<script src="/_next/a.js"></script><script nomodule src="/_next/old.js"></script><link rel="preload" as="script" href="/_next/a.js"><link rel="stylesheet" href="/_next/a.css"><link rel="preload" as="font" href="/_next/f.woff2">',
      ),
    })
    const [home] = routeBytes(out)
    expect(home?.js).toBe(gzipSync(script, { level: 9 }).byteLength)
    expect(home?.css).toBe(gzipSync('a{}', { level: 9 }).byteLength)
    expect(home?.fonts).toBe(500)
  })
  test('over budget, and without a budget, is named', () => {
    const bytes = { html: 1000, js: 2001, css: 0, fonts: 0 }
    const budget = { html: 1, js: 2, css: 1, fonts: 1 }
    const routes = [
      { route: '/', ...bytes },
      { route: '/learn/x/', ...bytes, js: 1 },
      { route: '/new/', ...bytes },
    ]
    expect(overBudget(routes, { '/': budget, '/learn/*': budget })).toEqual([
      '/: 2.0 KB of js; "/" allows 2.',
      '/new/ has no budget. Add it to scripts/budgets.json.',
    ])
  })
})

describe('the server', () => {
  const serve = async (path: string) => {
    const server = createSiteServer(out)
    const port = await listen(server, 0)
    try {
      const response = await fetch(`http://localhost:${port}${path}`, { redirect: 'manual' })
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text: await response.text(),
        location: response.headers.get('location'),
      }
    } finally {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  }
  test('answers with pages, files and the 404 page, each with its type', async () => {
    write({
      'index.html': html('home'),
      'learn/index.html': html('learn'),
      '404.html': 'lost',
      'sw.js': 'x',
      'i.svg': '<svg/>',
      'llms.txt': 'é',
    })
    expect(await serve('/')).toMatchObject({ status: 200, type: 'text/html;charset=utf-8' })
    expect((await serve('/learn')).text).toContain('learn')
    expect((await serve('/learn/')).text).toContain('learn')
    expect(await serve('/sw.js')).toMatchObject({ status: 200, type: 'text/javascript' })
    expect(await serve('/llms.txt')).toMatchObject({ type: 'text/plain; charset=utf-8' })
    expect(await serve('/i.svg')).toMatchObject({ type: 'image/svg+xml' })
    expect(await serve('/nothing')).toMatchObject({ status: 404, text: 'lost' })
    expect((await serve('/../package.json')).status).toBe(404)
  })
  test('keeps the base path of the build', async () => {
    write({
      'index.html': html('home', '/blocks'),
      'learn/index.html': html('learn', '/blocks'),
      '404.html': 'lost',
    })
    expect(await serve('/')).toMatchObject({ status: 302, location: '/blocks/' })
    expect((await serve('/blocks/learn/')).text).toContain('learn')
    expect(await serve('/learn/')).toMatchObject({ status: 404, text: 'lost' })
  })
  test('says what to do when there is no site, or the port is taken', async () => {
    expect(() => createSiteServer(out)).toThrow('npm run build')
    write({ 'index.html': html('home') })
    const first = createSiteServer(out)
    const port = await listen(first, 0)

    try {
      await expect(listen(createSiteServer(out), port)).rejects.toThrow(`Port ${port} is in use`)
    } finally {
      await new Promise((done) => first.close(done))
    }
  })
})
