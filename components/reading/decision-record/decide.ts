import type { Said } from './facts.ts'

/** What the facts add up to. Nothing leads to "microservices everywhere": at most one part is pulled out, and then one looks again. */
export interface Decision {
  readonly kind: 'stay' | 'prepare' | 'one-service'
  readonly title: string
  readonly because: readonly string[]
  /** What to do now, in this order. */
  readonly next: readonly string[]
  /** What would change the decision, or end the work. */
  readonly until: readonly string[]
}

/** Weighs what was said. It refuses by default: without a reason to split there is nothing to prepare for. */
export function decide(said: Said): Decision {
  const reasons = reasonsOf(said)
  const missing = missingFor(said)
  if (reasons.length === 0)
    return {
      kind: 'stay',
      title: 'Stay with one deployable',
      because: [
        ...notReasonsOf(said),
        'A split costs messages, time and work from the first day, and nothing here would pay for it.',
      ],
      next: [
        'Keep clear modules, and let a tool refuse calls around their borders.',
        'Run more than one instance, and make the pipeline fast.',
        'Start to count: releases that waited for others, and the load of each module.',
      ],
      until: [
        'Two teams or more wait for each other’s releases every week.',
        'A measurement shows one module that needs other resources than the rest.',
        'A law or a risk demands that one part is kept apart.',
      ],
    }
  if (missing.length > 0)
    return {
      kind: 'prepare',
      title: 'Not yet: prepare, without splitting',
      because: [...reasons, ...missing.map(({ because }) => because)],
      next: missing.map(({ next }) => next),
      until: [
        'Everything on the list above is done, and the reason is still there.',
        'The reason has gone: then stay with one deployable, and be glad.',
      ],
    }
  return {
    kind: 'one-service',
    title: 'Pull out one part, then look again',
    because: [...reasons, 'What a split needs is in place, and less was tried first.'],
    next: [
      'Choose the part that the reason names, and check how many calls would cross its border.',
      'Put a router in front of both, and let it send everything to the old code.',
      'Build the part as a service with data of its own, and send it a small share of its route.',
      'Compare errors and times of the two, raise the share, and be ready to lower it again.',
      'At 100%, delete the old code. Until then nothing has been moved, only doubled.',
    ],
    until: [
      'Stop after this part. Go on only if the same count still gives a reason.',
      'Turn back when releases still move in lock-step after three months.',
    ],
  }
}

/** What speaks for a split, in words; empty when nothing does. */
function reasonsOf({ teams, waiting, load, isolation }: Said): string[] {
  return [
    ...(teams !== 'one' && waiting === 'weekly'
      ? ['Several teams wait for each other’s releases every week, and that was counted.']
      : []),
    ...(load === 'measured' ? ['One part needs other resources than the rest, and that was measured.'] : []),
    ...(isolation === 'yes' ? ['One part has to be kept apart.'] : []),
  ]
}

/** Why what was said is no reason. */
function notReasonsOf({ teams, waiting }: Said): string[] {
  if (teams === 'one' && waiting === 'weekly')
    return ['One team waits for itself. A border between its parts would not shorten that.']
  if (teams === 'many') return ['There are many teams, and no count that shows them waiting for each other.']
  return ['Nobody is known to wait for anybody.']
}

/** What is missing before a split could pay, and how to get it. */
function missingFor({ tidied, boundaries, operations }: Said): { because: string; next: string }[] {
  return [
    ...(tidied === 'tried'
      ? []
      : [
          {
            because: 'Cheaper ways were not tried: modules, replicas, a faster pipeline.',
            next: 'Try those first. They are needed for a split as well, so nothing is lost.',
          },
        ]),
    ...(boundaries === 'seen'
      ? []
      : [
          {
            because: 'Where the borders run is a guess, and a border on a network is costly to move.',
            next: 'Draw the border inside the process, and watch for some months what crosses it.',
          },
        ]),
    ...(operations === 'there'
      ? []
      : [
          {
            because: 'Each service would have to be deployed, traced and watched by hand.',
            next: 'Automate deployment, follow requests by trace, and name who is on call.',
          },
        ]),
  ]
}
