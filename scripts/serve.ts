/** Serves the built site: `node scripts/serve.ts`. Reads `PORT` (3000) and `OUT_DIR` (out). */
import { basePathOf } from './site/pages.ts'
import { createSiteServer, listen } from './site/serve.ts'

const outDir = process.env.OUT_DIR ?? 'out'
const wanted = process.env.PORT || '3000'

try {
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65535) {
    throw new Error(`PORT is "${wanted}". Give a number from 0 to 65535.`)
  }
  const server = createSiteServer(outDir)
  const port = await listen(server, Number(wanted))
  console.log(`Blocks & Glue is at http://localhost:${port}${basePathOf(outDir)}/ (Ctrl-C ends it)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
    })
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
