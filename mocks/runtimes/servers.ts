/** `npm run services`: the bookshop as real processes, until Ctrl-C. */

import { announcement } from './announcement.ts'
import { type Flags, readFlags, USAGE, UsageError } from './flags.ts'
import { PortInUse } from './ports.ts'
import { runToStart } from './run-to-start.ts'
import { startServers, UnrealRun } from './supervisor.ts'

try {
  const flags = readFlags(process.argv.slice(2))
  if (flags.help) console.log(USAGE)
  else await run(flags)
} catch (error) {
  const isExplained = [UsageError, PortInUse, UnrealRun].some((kind) => error instanceof kind)
  console.error(error instanceof Error && (isExplained || !error.stack) ? error.message : error)
  process.exitCode = 1
}

/** Runs until a signal comes. */
async function run(flags: Flags): Promise<void> {
  const { port, data, restart } = flags
  const wanted = await runToStart(flags)
  const end = new AbortController()
  // Whoever read the output may be gone (`| head`); the bookshop goes on without an audience.
  process.stdout.on('error', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end.abort())
  whenNpmIsGone(() => end.abort())
  const servers = await startServers({
    ...wanted,
    port,
    restart,
    ...(data === undefined ? {} : { dataDir: data }),
    report: (line) => console.log(line),
  }).catch((error: unknown) => {
    // Ctrl-C while they start ends the processes themselves as well.
    if (!end.signal.aborted) throw error
  })
  if (!servers) return
  if (!end.signal.aborted) {
    console.log(announcement(servers, { ...wanted, isKept: data !== undefined }))
    await new Promise((resolve) => end.signal.addEventListener('abort', resolve))
  }
  await servers.stop()
  console.log('All processes have ended.')
}

/** npm passes SIGINT and SIGTERM on, and says nothing when it is hung up or killed itself: then this ends as well. */
function whenNpmIsGone(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = process.ppid
  setInterval(() => process.ppid === npm || act(), 1_000).unref()
}
