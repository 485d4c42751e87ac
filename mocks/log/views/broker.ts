import type { Micros, RunEvent, TraceId } from '../events.ts'

type BrokerEvent = Extract<RunEvent, { kind: 'broker' }>

/** One event on its way through the broker. */
export interface EventStory {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly eventId: string
  readonly eventType: string
  readonly appendedUs: Micros
  /** The trace in which it came about. */
  readonly traceId?: TraceId
  readonly deliveries: readonly Delivery[]
}

/** What became of an event for one group. */
export interface Delivery {
  readonly group: string
  readonly attempts: readonly { readonly fromUs: Micros; readonly toUs?: Micros; readonly refused?: string }[]
  /** `under way` when the log ends before the outcome. */
  readonly outcome: 'acknowledged' | 'dead' | 'under way'
  readonly endedUs?: Micros
}

/** Every event that was appended in this log, in that order, with what became of it for each group. */
export function eventStoriesOf(events: readonly RunEvent[]): EventStory[] {
  const stories = new Map<string, EventStory & { deliveries: Delivery[] }>()
  for (const event of events) {
    if (event.kind !== 'broker') continue
    const key = placeOf(event)
    const { topic, partition, offset, eventId, eventType, atUs, traceId, group } = event
    if (event.what === 'appended') {
      stories.set(key, {
        ...{ topic, partition, offset, eventId, eventType, appendedUs: atUs, deliveries: [] },
        ...(traceId === undefined ? {} : { traceId }),
      })
      continue
    }
    const deliveries = stories.get(key)?.deliveries
    if (!deliveries || group === undefined) continue
    const at = deliveries.findIndex((delivery) => delivery.group === group)
    const next = told(deliveries[at] ?? { group, attempts: [], outcome: 'under way' }, event)
    if (at < 0) deliveries.push(next)
    else deliveries[at] = next
  }
  return [...stories.values()]
}

/** A delivery after one more event of the log. */
function told(delivery: Delivery, { what, atUs, detail }: BrokerEvent): Delivery {
  const { attempts } = delivery
  const last = attempts.at(-1)
  switch (what) {
    case 'appended':
      return delivery
    case 'delivering':
    case 'replaying':
      // Whoever is told again, after a restart or because somebody asked, is not done with it.
      return { group: delivery.group, attempts: [...attempts, { fromUs: atUs }], outcome: 'under way' }
    case 'acknowledged':
    case 'refused': {
      if (!last) return delivery
      const ended = { ...last, toUs: atUs, ...(what === 'refused' ? { refused: detail ?? '' } : {}) }
      return {
        ...delivery,
        attempts: [...attempts.slice(0, -1), ended],
        ...(what === 'acknowledged' ? { outcome: 'acknowledged', endedUs: atUs } : {}),
      }
    }
    case 'dead':
      return { ...delivery, outcome: 'dead', endedUs: atUs }
  }
}

/** How many events a group has not settled, from this moment on. */
export interface LagStep {
  readonly atUs: Micros
  readonly lag: number
}

/**
 * Consumer lag over time: group → each change of how many appended events it has neither acknowledged nor seen die.
 * A group counts from the first event on that was delivered to it, and hears the topics that were.
 */
export function lagOf(events: readonly RunEvent[]): ReadonlyMap<string, readonly LagStep[]> {
  const stories = eventStoriesOf(events)
  const groups = new Set(stories.flatMap(({ deliveries }) => deliveries.map(({ group }) => group)))
  return new Map(
    [...groups].map((group) => {
      const topics = new Set(
        stories.flatMap(({ topic, deliveries }) =>
          deliveries.some((delivery) => delivery.group === group) ? topic : [],
        ),
      )
      const changes = stories
        .filter(({ topic }) => topics.has(topic))
        .flatMap(({ appendedUs, deliveries }) => {
          const ended = deliveries.find((delivery) => delivery.group === group)?.endedUs
          return [{ atUs: appendedUs, by: 1 }, ...(ended === undefined ? [] : [{ atUs: ended, by: -1 }])]
        })
        .sort((a, b) => a.atUs - b.atUs)
      let lag = 0
      const steps: LagStep[] = []
      for (const { atUs, by } of changes) {
        lag += by
        if (steps.at(-1)?.atUs === atUs) steps.pop()
        steps.push({ atUs, lag })
      }
      return [group, steps] as const
    }),
  )
}

/** A group at the end of the log. */
export interface GroupState {
  readonly group: string
  readonly lag: number
  readonly acknowledged: number
  readonly dead: number
  /** Deliveries beyond the first one of each event. */
  readonly redeliveries: number
}

/** Each group as it stands at the end, in the order in which they were first heard of. */
export function groupsOf(events: readonly RunEvent[]): GroupState[] {
  const deliveries = eventStoriesOf(events).flatMap((story) => story.deliveries)
  return [...lagOf(events)].map(([group, steps]) => {
    const own = deliveries.filter((delivery) => delivery.group === group)
    const count = (outcome: Delivery['outcome']) => own.filter((each) => each.outcome === outcome).length
    return {
      group,
      lag: steps.at(-1)?.lag ?? 0,
      acknowledged: count('acknowledged'),
      dead: count('dead'),
      redeliveries: own.reduce((sum, { attempts }) => sum + attempts.length - 1, 0),
    }
  })
}

const placeOf = ({ topic, partition, offset }: Pick<BrokerEvent, 'topic' | 'partition' | 'offset'>) =>
  `${topic}/${partition}/${offset}`
