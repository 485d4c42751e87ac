import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { basePathOf } from './pages.ts'

/** A server over an exported site that answers as a static host would: 404.html for what is not there, base path kept. */
export function createSiteServer(outDir: string): Server {
  const basePath = basePathOf(outDir)
  const notFound = (_: IncomingMessage, res: ServerResponse) => {
    const page = join(outDir, '404.html')
    res.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
    res.end(existsSync(page) ? readFileSync(page) : 'Not found')
  }
  const files = sirv(outDir, {
    gzip: true,
    etag: true,
    onNoMatch: notFound,
    setHeaders: (res, pathname) => {
      const immutable = pathname.startsWith('/_next/static/')
      res.setHeader('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (pathname.endsWith('.txt')) res.setHeader('content-type', 'text/plain; charset=utf-8')
      res.setHeader('x-content-type-options', 'nosniff')
      res.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
      // A policy in a <meta> cannot say who may frame a page; a header can.
      res.setHeader('content-security-policy', "frame-ancestors 'self'")
    },
  })
  return createServer((req, res) => {
    const url = req.url ?? '/'
    if (basePath === '') return files(req, res)
    if (url === '/' || url === basePath) {
      res.writeHead(302, { location: `${basePath}/` })
      return res.end()
    }
    if (!url.startsWith(`${basePath}/`)) return notFound(req, res)
    req.url = url.slice(basePath.length)
    return files(req, res)
  })
}

/** Opens the server on a port; rejects with a sentence that says what to do when the port is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Error(
            `Port ${port} is in use. Stop what runs there, or choose another: PORT=${port + 1} npm start`,
          ),
        )
      } else if (error.code === 'EACCES') {
        reject(
          new Error(
            `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`,
          ),
        )
      } else {
        reject(error)
      }
    })
    server.listen(port, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
