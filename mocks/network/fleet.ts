import type { Party } from '../log/events.ts'
import { type Balancing, pick } from '../simulation/balancing.ts'
import type { BulkheadRules } from '../simulation/bulkhead.ts'
import { mortalClock } from '../simulation/mortal-clock.ts'
import { whenOver } from './chunked.ts'
import type { HopWorld } from './edge.ts'
import { NetworkError, type Outgoing, type Wrapper } from './hop.ts'
import { responseWith } from './message.ts'
import { createPlaces } from './policies/bulkhead.ts'

/** How many instances of a service run, and how calls are spread over them. */
export interface FleetRules {
  readonly instances: number
  readonly balancing: Balancing
  /** How many requests an instance works on at a time, and how many may wait; unlimited when absent. */
  readonly workers?: BulkheadRules
  /** Version 2 beside version 1 (a canary release): its own instances, and the share of calls that goes to them. */
  readonly canary?: { readonly instances: number; readonly percent: number }
}

/** What may be done to one instance. One that drains gets no new calls and ends what it has begun. */
export type InstanceState = 'up' | 'draining' | 'down'

interface Instance {
  readonly id: number
  readonly version: number
  state: InstanceState
  memory: object
  outstanding: number
  /** How much longer than it should it works on each request, in microseconds. */
  slowUs: number
  places: ReturnType<typeof createPlaces> | undefined
}

export interface Fleet {
  /** Sends a call to one instance, and refuses it where nobody listens. */
  readonly balance: Wrapper
  /** The instance's own limits: its workers, its slowness. Goes around its work. */
  readonly work: Wrapper
  /** How many instances there are, of every version; they count from 1, those of version 1 first. */
  readonly size: number
  setInstance(id: number, state: InstanceState): void
  /** Makes one instance slow, or those of one version, or all. */
  slow(us: number, id?: number, version?: number): void
  /** How long callers go on believing what was true before. */
  staleness(us: number): void
}

/** The instances of one service, who discovers them, and how calls are spread over them. They share the service's store. */
export function createFleet(party: Party, rules: FleetRules, world: HopWorld): Fleet {
  const { clock, log, random } = world
  const { canary } = rules
  const size = rules.instances + (canary?.instances ?? 0)
  const instances: Instance[] = Array.from({ length: size }, (_, index) => ({
    id: index + 1,
    version: index < rules.instances ? 1 : 2,
    state: 'up',
    memory: {},
    outstanding: 0,
    slowUs: 0,
    places: rules.workers && createPlaces(rules.workers, 'shedding', world),
  }))
  /** Who was listed, from when on. Callers read it as it was `staleUs` ago. */
  const listings: { fromUs: number; ids: readonly number[] }[] = [
    { fromUs: 0, ids: instances.map(({ id }) => id) },
  ]
  let staleUs = 0
  const turns = new Map<string, number>()
  const weights = random.fork('canary')

  return {
    size,
    balance: (next) => async (outgoing) => {
      const id = choose(outgoing, rules.balancing)
      const instance = instances.find((each) => each.id === id)
      if (!instance || instance.state === 'down') {
        throw new NetworkError(
          'ECONNREFUSED',
          `Connection refused: nothing listens at ${new URL(outgoing.request.url).host}${instances.length > 1 && id ? `, instance ${id}` : ''}.`,
        )
      }
      instance.outstanding++
      try {
        const { id, version, memory } = instance
        const answer = await next({ ...outgoing, instance: id, memory, ...(canary ? { version } : {}) })
        return whenOver(answer, () => instance.outstanding--)
      } catch (error) {
        instance.outstanding--
        throw error
      }
    },
    work: (next) => async (outgoing) => {
      // Who is killed at work does not wake up again.
      const sleep = (us: number, { served }: Outgoing) =>
        (served ? mortalClock(clock, () => served) : clock).sleep(us)
      const instance = instances.find(({ id }) => id === outgoing.instance)
      // The line in front of a service belongs to the service: its events carry its name.
      const arriving = { ...outgoing, from: party, to: outgoing.from }
      // Those of this life: a process that was killed leaves its line behind.
      const places = instance?.places
      if (places && !(await places.enter(arriving))) return overloaded()
      try {
        if (instance && instance.slowUs > 0) await sleep(instance.slowUs, outgoing)
        return whenOver(await next(outgoing), () => places?.leave(arriving))
      } catch (error) {
        places?.leave(arriving)
        throw error
      }
    },
    setInstance(id, state) {
      const instance = instances.find((each) => each.id === id)
      if (!instance || instance.state === state) return
      // Whoever starts anew has an empty line.
      if (instance.state === 'down' && rules.workers)
        instance.places = createPlaces(rules.workers, 'shedding', world)
      instance.state = state
      if (state === 'down') instance.memory = {}
      listings.push({
        fromUs: clock.nowUs(),
        ids: instances.filter((each) => each.state === 'up').map((each) => each.id),
      })
      log.append({
        kind: 'process',
        party: instances.length > 1 ? `${party}#${id}` : party,
        state,
      })
    },
    slow(us, id, version) {
      for (const instance of instances)
        if ((id ?? instance.id) === instance.id && (version ?? instance.version) === instance.version)
          instance.slowUs = us
    },
    staleness(us) {
      staleUs = us
    },
  }

  function choose({ from, request, span }: Outgoing, balancing: Balancing): number | undefined {
    const asOf = clock.nowUs() - staleUs
    const listed = (listings.findLast(({ fromUs }) => fromUs <= asOf) ?? listings[0])?.ids ?? []
    // Weights know nothing of health: a version whose instances are all gone still gets its share, and refuses it.
    const wanted = canary && (weights.below(10_000) < canary.percent * 100 ? 2 : 1)
    const candidates = instances.filter(
      ({ id, version }) => listed.includes(id) && (wanted ?? version) === version,
    )
    const turnOf = `${from} ${wanted ?? ''}`
    const turn = turns.get(turnOf) ?? 0
    turns.set(turnOf, turn + 1)
    const key = request.headers.get('authorization') ?? 'guest'
    const id = pick(balancing, candidates, { turn, key, random })
    if (instances.length > 1 && id !== undefined) {
      log.append({
        kind: 'policy',
        party: from,
        peer: party,
        policy: 'balancing',
        what: balancing,
        detail: { instance: id, ...(wanted ? { version: wanted } : {}) },
        ...span,
      })
    }
    return id
  }
}

function overloaded(): Response {
  const document = {
    type: 'https://api.bookshop.example/problems/overloaded',
    title: 'The service has more requests than it can work on',
    status: 503,
    detail: 'Every worker is busy and the line is full. Try again in a moment.',
  }
  return responseWith(
    503,
    [
      ['content-type', 'application/problem+json'],
      ['cache-control', 'no-store'],
      ['retry-after', '1'],
    ],
    new TextEncoder().encode(JSON.stringify(document)),
  )
}
