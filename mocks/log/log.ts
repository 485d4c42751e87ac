import type { Micros, NewRunEvent, RunEvent, Sink } from './events.ts'

/** What the makers of events see of the log: they can append, and nothing else. */
export interface RunLog {
  append(event: NewRunEvent): void
}

export interface RunLogOptions {
  /** Names this run; the same for every event. */
  run: string
  /** The run's clock, in whole microseconds from its start. */
  nowUs: () => Micros
  sinks: readonly Sink[]
}

/** Opens a run log: it stamps each event with version, sequence, time and run, and hands it to every sink. */
export function createRunLog({ run, nowUs, sinks }: RunLogOptions): RunLog {
  let seq = 0
  return {
    append(event) {
      const stamped = { v: 1, seq: seq++, atUs: nowUs(), run, ...event } as RunEvent
      for (const sink of sinks) sink(stamped)
    },
  }
}

/** A sink that keeps everything, for interactive runs. `events()` is the same array until something is added. */
export function createKeepingSink() {
  const kept: RunEvent[] = []
  let snapshot: readonly RunEvent[] | undefined
  const listeners = new Set<() => void>()
  const changed = () => {
    snapshot = undefined
    for (const listener of listeners) listener()
  }
  return {
    sink: (event: RunEvent) => {
      kept.push(event)
      changed()
    },
    events: (): readonly RunEvent[] => {
      snapshot ??= kept.slice()
      return snapshot
    },
    clear() {
      kept.length = 0
      changed()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
