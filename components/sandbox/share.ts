import type { Architecture, ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'
import type { SentRequest } from './draft.ts'
import type { Entry, Session } from './session.ts'

type Workload = NonNullable<ScenarioInput['workload']>

/** A request as a scenario writes it: lines of the same name in one, as RFC 9110 §5.3 allows. */
export function workloadOf({ method, url, headers, body, bodyEncoding }: SentRequest): Workload[number] {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const known = [...joined.keys()].find((key) => key.toLowerCase() === name.toLowerCase())
    if (known === undefined) joined.set(name, value)
    else joined.set(known, `${joined.get(known)}, ${value}`)
  }
  return {
    method,
    url,
    headers: Object.fromEntries(joined),
    ...(body === undefined ? {} : { body }),
    ...(bodyEncoding ? { bodyEncoding } : {}),
  }
}

/** The entries that went to the bookshop as it stands now, oldest first: what a link repeats. */
export function entriesToShare({
  entries,
  bookshop,
}: Pick<Session, 'entries' | 'bookshop'>): readonly Entry[] {
  return entries.filter(
    (entry) =>
      entry.source === 'live' && entry.bookshop === bookshop && entry.outcome.kind !== 'sandbox-failed',
  )
}

/** The run that a link to these requests stands for. Blocks that are down now are down from its start. */
export function scenarioOf(
  architecture: Architecture,
  down: readonly ServiceName[],
  requests: readonly SentRequest[],
  base: Pick<ScenarioInput, 'seed' | 'settings' | 'faults'> = {},
): ScenarioInput {
  // In the monolith one process holds them all, and one fault takes it down.
  const faulty = architecture === 'monolith' ? down.slice(0, 1) : down
  return {
    v: 1,
    ...base,
    system: architecture,
    faults: [...faulty.map((service) => ({ kind: 'down' as const, service })), ...(base.faults ?? [])],
    workload: requests.map(workloadOf),
  }
}

/** A link, and how many of the newest requests it holds. */
export interface Shared {
  readonly text: string
  readonly held: number
}

/**
 * Writes as many of the newest requests into a link as fit. Throws what `encode` threw when not even the last one
 * does.
 */
export async function shareNewest(
  requests: readonly SentRequest[],
  encode: (requests: readonly SentRequest[]) => Promise<string>,
): Promise<Shared> {
  // Halving finds the most that fit: fewer requests never make a longer link.
  let fits: Shared | undefined
  let tooMany = requests.length + 1
  let failure: unknown
  for (let held = requests.length; held > (fits?.held ?? 0) && held < tooMany; ) {
    try {
      fits = { text: await encode(requests.slice(-held)), held }
    } catch (error) {
      failure = error
      tooMany = held
    }
    held = Math.floor(((fits?.held ?? 0) + tooMany) / 2)
  }
  if (!fits) throw failure
  return fits
}
