import { type ChildProcess, spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Party, RunEvent } from '../log/events.ts'
import type { Snapshot } from '../storage/store.ts'
import type { Fault } from '../systems/scenario.ts'
import { LOOPBACK } from './http-server.ts'
import { type Asked, FromProcess, type ToProcess } from './process-messages.ts'

const PROGRAM = join(import.meta.dirname, 'service-process.ts')
/** How long a process may take to answer its first health check, in ms. */
const START_PATIENCE_MS = 30_000
/** How long a process may take to end after it was asked to, in ms; then it is killed. */
const END_PATIENCE_MS = 3_000

export interface ServiceProcessOptions {
  name: Party
  port: number
  /** The rest of its command line; see ProcessOptions. */
  args: readonly string[]
  /** What shall go wrong, at the moment at which it is asked. */
  faults: () => readonly Fault[]
  onEvent: (event: RunEvent) => void
  /** A line that it wrote to its standard error. */
  onComplaint: (line: string) => void
  /** It ended and nobody had asked for that. */
  onDeath: (how: string) => void
}

/** What is known of a process: nothing runs, it is coming up, or it answers. */
type State =
  | { readonly kind: 'down' }
  | {
      readonly kind: 'starting' | 'up' | 'ending'
      readonly child: ChildProcess
      readonly gone: Promise<void>
    }

export type ServiceProcess = ReturnType<typeof createServiceProcess>

/** One service's OS process, as its supervisor sees it: it can be started, ended, killed, and started again. */
export function createServiceProcess({
  name,
  port,
  args,
  faults,
  onEvent,
  onComplaint,
  onDeath,
}: ServiceProcessOptions) {
  let state: State = { kind: 'down' }
  let questions = 0
  const asked = new Map<number, (answer: Reply | undefined) => void>()

  function hear(child: ChildProcess, ready: () => void, failed: (why: string) => void) {
    child.on('message', (raw) => {
      const message = FromProcess.parse(raw)
      if (message.kind === 'event') onEvent(message.event)
      else if (message.kind === 'done') asked.get(message.id)?.(message)
      else if (message.kind === 'listening') ready()
      else failed(message.why)
    })
    if (child.stderr) createInterface(child.stderr).on('line', onComplaint)
  }

  return {
    name,
    port,
    isUp: () => state.kind === 'up',
    /** The operating system's number for it; undefined while nothing runs. */
    pid: () => (state.kind === 'down' ? undefined : state.child.pid),

    /** Starts it, unless it runs. Resolves when it answers its health check; rejects, with nothing left running, when it can not. */
    async start(): Promise<void> {
      if (state.kind === 'up') return
      const child = spawn(process.execPath, [PROGRAM, name, '--port', `${port}`, ...args], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        // What is set for the supervisor (proxies, debuggers, other services' secrets) is no business of a service.
        env: {
          NODE_ENV: 'production',
          ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }),
        },
      })
      let why = 'it ended before it could answer'
      let ended = () => {}
      const gone = new Promise<void>((resolve) => {
        ended = resolve
      })
      const started: State = { kind: 'starting', child, gone }
      state = started
      const listening = new Promise<void>((resolve, reject) => {
        hear(child, resolve, (said) => {
          why = said
        })
        child.on('error', (error) => {
          // Without a number it never came to life, and there will be no exit.
          if (child.pid !== undefined) return
          state = { kind: 'down' }
          reject(error)
          ended()
        })
        child.once('exit', (code, signal) => {
          const wasUp = state.kind === 'up'
          state = { kind: 'down' }
          for (const answer of asked.values()) answer(undefined)
          reject(new Error(why))
          ended()
          if (wasUp) onDeath(signal ? `was ended by ${signal}` : `ended with exit code ${code}`)
        })
      })
      // The first thing that it is told; it listens afterwards.
      child.send(
        { id: ++questions, asked: { kind: 'faults', faults: [...faults()] } } satisfies ToProcess,
        () => {},
      )
      const patience = new AbortController()
      const timer = setTimeout(() => {
        why = `it did not answer within ${START_PATIENCE_MS / 1000} seconds`
        child.kill('SIGKILL')
        patience.abort()
      }, START_PATIENCE_MS)
      try {
        await listening
        await healthy(port, patience.signal)
        // It may have ended, or be about to, since it answered.
        if (state !== started) throw new Error(why)
        state = { kind: 'up', child, gone }
      } catch (error) {
        child.kill('SIGKILL')
        await gone
        throw new Error(
          `${name} could not be started: ${error instanceof Error ? error.message : String(error)}.`,
        )
      } finally {
        clearTimeout(timer)
      }
    },

    /** Cuts it off, as a crash would: what it was doing stays undone. Resolves when it is gone. */
    async kill(): Promise<void> {
      if (state.kind === 'down') return
      const { child, gone } = state
      state = { kind: 'ending', child, gone }
      child.kill('SIGKILL')
      await gone
    },

    /** Asks it to end and waits; it is killed when it takes too long. */
    async end(): Promise<void> {
      if (state.kind === 'down') return
      const { child, gone } = state
      state = { kind: 'ending', child, gone }
      child.kill('SIGTERM')
      // A suspended process hears of SIGTERM only when it goes on.
      child.kill('SIGCONT')
      const timer = setTimeout(() => child.kill('SIGKILL'), END_PATIENCE_MS)
      await gone
      clearTimeout(timer)
    },

    /** A crash that nobody asked for, for tests: it is noticed and reported like any other. */
    crash(): void {
      if (state.kind !== 'down') state.child.kill('SIGKILL')
    },

    /** Asks it to do something; its answer, or undefined when none comes within `patienceMs`. A suspended process does nothing. */
    async ask(what: Asked, patienceMs: number): Promise<Reply | undefined> {
      if (state.kind !== 'up') return undefined
      const { child } = state
      const id = ++questions
      let timer: NodeJS.Timeout | undefined
      const answer = await new Promise<Reply | undefined>((resolve) => {
        asked.set(id, resolve)
        timer = setTimeout(resolve, patienceMs, undefined)
        // One that can not be told is about to end, and then there will be no answer either.
        child.send({ id, asked: what } satisfies ToProcess, () => {})
      })
      clearTimeout(timer)
      asked.delete(id)
      return answer
    },
  }
}

/** What a process answers when it has done what it was asked. */
interface Reply {
  readonly data?: Snapshot | undefined
}

/** Resolves when the health check answers 200. Over a connection of its own, which no proxy setting can divert. */
function healthy(port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ host: LOOPBACK, port, path: '/health', agent: new Agent(), signal }, (response) => {
      response.resume()
      if (response.statusCode === 200) resolve()
      else reject(new Error(`its health check answered ${response.statusCode}`))
    }).once('error', reject)
  })
}
