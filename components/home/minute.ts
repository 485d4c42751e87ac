import type { Take } from './take.ts'

export type Guess = 'yes' | 'no'

/** Which of the two cases shows that browsing can fail too. */
export type BrowseFailure = 'catalog-down' | 'monolith-down'

/** What was done last, and so what plate and drawing show. */
export type Shown = 'recorded' | 'sent' | 'compared' | 'broken' | 'browsed' | BrowseFailure

/** What a person has done in the first minute, and what came of it. What is absent has not happened yet. */
export interface Minute {
  /** What plate and drawing show, and what had been done for it. */
  readonly shown: Take
  readonly doing: Shown
  /** How many hops of it have been played; the length of its trace when it stands still. */
  readonly step: number
  readonly down: readonly string[]
  readonly sent?: Take
  readonly guess?: Guess
  readonly compared?: { readonly services: Take; readonly monolith: Take }
  readonly broken?: Take
  /** Whether the person has asked what became of the reserved copy. */
  readonly asked: boolean
  readonly browsed?: Take
  readonly browseFailed: Readonly<Partial<Record<BrowseFailure, Take>>>
  /** What is being done right now, in words. */
  readonly busy?: string
  /** Why our own page could not do it; never an answer of the bookshop. */
  readonly trouble?: string
}

export type MinuteAction =
  | { readonly type: 'started'; readonly doing: string }
  | { readonly type: 'sent'; readonly take: Take }
  | { readonly type: 'guessed'; readonly guess: Guess; readonly services: Take; readonly monolith: Take }
  | { readonly type: 'broke'; readonly take: Take }
  | { readonly type: 'asked' }
  | { readonly type: 'browsed'; readonly take: Take }
  | { readonly type: 'browse-failed'; readonly how: BrowseFailure; readonly take: Take }
  | { readonly type: 'stepped' }
  | { readonly type: 'settled' }
  | { readonly type: 'troubled'; readonly why: string }

/** The minute before anything was done: the recorded run, standing still. */
export function openMinute(recorded: Take): Minute {
  return {
    shown: recorded,
    doing: 'recorded',
    step: recorded.hops.length,
    down: [],
    asked: false,
    browseFailed: {},
  }
}

/** What a minute becomes. Each finding shows its own run from the first hop on, and forgets what came after it. */
export function afterAction(minute: Minute, action: MinuteAction): Minute {
  const { busy: _busy, trouble: _trouble, ...rest } = minute
  switch (action.type) {
    case 'started':
      return { ...rest, busy: action.doing }
    case 'troubled':
      return { ...rest, trouble: action.why }
    case 'stepped':
      return { ...minute, step: Math.min(minute.step + 1, minute.shown.hops.length) }
    case 'settled':
      return { ...minute, step: minute.shown.hops.length }
    case 'asked':
      return { ...minute, asked: true }
    case 'sent':
      return { ...play('sent', action.take, []), asked: false, browseFailed: {}, sent: action.take }
    case 'guessed': {
      const { broken: _broken, browsed: _browsed, ...before } = rest
      const { guess, services, monolith } = action
      return {
        ...before,
        ...play('compared', monolith, []),
        asked: false,
        browseFailed: {},
        guess,
        compared: { services, monolith },
      }
    }
    case 'broke': {
      const { browsed: _browsed, ...before } = rest
      return {
        ...before,
        ...play('broken', action.take, ['payments']),
        asked: false,
        browseFailed: {},
        broken: action.take,
      }
    }
    case 'browsed':
      return {
        ...rest,
        ...play('browsed', action.take, ['payments']),
        browseFailed: {},
        browsed: action.take,
      }
    case 'browse-failed': {
      const { how, take } = action
      return {
        ...rest,
        ...play(how, take, [how === 'catalog-down' ? 'catalog' : 'monolith']),
        browseFailed: { ...rest.browseFailed, [how]: take },
      }
    }
  }
}

function play(
  doing: Shown,
  take: Take,
  down: readonly string[],
): Pick<Minute, 'shown' | 'doing' | 'step' | 'down'> {
  return { shown: take, doing, step: 0, down }
}
