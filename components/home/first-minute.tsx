'use client'

import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react'
import { HopList } from '#components/topology/hop-list.tsx'
import { Topology } from '#components/topology/topology.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { LiveBookshop } from '#mocks/runtimes/live.ts'
import { type Caption, captionOf } from './caption.ts'
import { Doors } from './doors.tsx'
import { afterAction, type BrowseFailure, type Guess, type MinuteAction, openMinute } from './minute.ts'
import {
  type AskedRequest,
  type BookChoice,
  BROWSE,
  FIRST_LINE,
  type OrderLine,
  orderRequest,
  type Story,
  scenarioOf,
} from './order-line.ts'
import { OrderPlate } from './order-plate.tsx'
import { type RecordedWords, Steps } from './steps.tsx'
import type { Take } from './take.ts'
import { stockWords } from './words.ts'

type Kit = typeof import('./live-run.ts')

let kit: Promise<Kit> | undefined

/** Fetches what runs a bookshop, once, when somebody means to run one. A failed fetch may be tried again. */
function loadKit(): Promise<Kit> {
  kit ??= import('./live-run.ts').catch((error) => {
    kit = undefined
    throw error
  })
  return kit
}

/** A visitor's own bookshop: its seed makes its numbers its own, and its orders are what a replay repeats. */
interface OwnShop {
  readonly open: LiveBookshop
  readonly seed: number
  orders: readonly AskedRequest[]
}

async function openOwn(loaded: Kit): Promise<OwnShop> {
  const seed = loaded.ownSeed()
  return { open: await loaded.openBookshop({ seed }), seed, orders: [] }
}

/** What the parts of the drawing are. */
const NAMES = {
  microservices: { joint: 'REST API: how you ask', construction: 'microservices: who does the work' },
  monolith: { joint: 'REST API: how you ask', construction: 'a monolith: one program does all the work' },
} as const

/** How long a hop stays before the next one lights, and how long the first waits for the blocks to arrive; in ms. */
const HOP_MS = 380
const SLIDE_MS = 480

/** Whether this person asked for less motion. */
const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** The first sixty seconds: one request, sent, re-housed, broken and looked into. */
export function FirstMinute({
  recorded,
  words,
  recordedLink,
  books,
  children,
}: {
  /** The order as it ran while the site was built: shown until somebody sends one. */
  recorded: Take
  words: RecordedWords
  /** The recorded order as the text after `#run=`. */
  recordedLink: string
  books: readonly BookChoice[]
  /** What it all comes to; stands between the steps and the doors. */
  children: ReactNode
}) {
  const [minute, dispatch] = useReducer(afterAction, recorded, openMinute)
  const [line, setLine] = useState<OrderLine>(FIRST_LINE)
  const [link, setLink] = useState(recordedLink)
  const [runtime, setRuntime] = useState<Pick<LiveBookshop, 'runtime' | 'reason'>>()
  const shop = useRef<Promise<OwnShop>>(undefined)
  const panel = useRef<HTMLDivElement>(null)
  const { shown, step } = minute

  useEffect(() => {
    if (step >= shown.hops.length) return
    if (prefersStill()) {
      dispatch({ type: 'settled' })
      return
    }
    const timer = setTimeout(() => dispatch({ type: 'stepped' }), step === 0 ? SLIDE_MS : HOP_MS)
    return () => clearTimeout(timer)
  }, [step, shown])

  // Once the page has its new height: whatever plays must be in view, with its caption.
  useEffect(() => {
    if (shown.source === 'recorded') return
    panel.current?.scrollIntoView({ block: 'nearest', behavior: prefersStill() ? 'instant' : 'smooth' })
  }, [shown])

  /** Does one thing with the runtime, and shows what came of it. Only one at a time. */
  async function act(
    doing: string,
    job: (kit: Kit, own: OwnShop) => Promise<{ action: MinuteAction; story: Story }>,
  ) {
    if (minute.busy) return
    dispatch({ type: 'started', doing })
    try {
      const loaded = await loadKit()
      shop.current ??= openOwn(loaded)
      const own = await shop.current
      setRuntime({ runtime: own.open.runtime, ...(own.open.reason ? { reason: own.open.reason } : {}) })
      const { action, story } = await job(loaded, own)
      setLink(await loaded.encodeRun(scenarioOf({ ...story, seed: own.seed })))
      dispatch(action)
    } catch (error) {
      shop.current = undefined
      dispatch({ type: 'troubled', why: error instanceof Error ? error.message : String(error) })
    }
  }

  const send = () =>
    act('Sending', async (loaded, own) => {
      const { open } = own
      const order = orderRequest(line, crypto.randomUUID())
      const changed =
        open.architecture() !== 'microservices' || open.isDown('payments') || open.isDown('catalog')
      if (changed) open.switchTo('microservices')
      // Later orders find what earlier ones left on the shelves, here and in every replay.
      own.orders = changed ? [order] : [...own.orders, order]
      const take = await loaded.sendLive(open, order)
      return { action: { type: 'sent', take }, story: { requests: own.orders, system: 'microservices' } }
    })

  const guess = (guess: Guess) =>
    act('Running both', async (loaded, { orders, seed }) => {
      const story: Story = { requests: orders, system: 'monolith', seed }
      const services = await loaded.replay(scenarioOf({ ...story, system: 'microservices' }))
      const monolith = await loaded.replay(scenarioOf(story))
      return { action: { type: 'guessed', guess, services, monolith }, story }
    })

  const breakPayments = () =>
    act('Sending the same order', async (loaded, { open, orders }) => {
      const order = orders.at(-1) ?? orderRequest(line, crypto.randomUUID())
      open.switchTo('microservices')
      open.setDown('payments', true)
      const take = await loaded.sendLive(open, order)
      return {
        action: { type: 'broke', take },
        story: { requests: [order], system: 'microservices', down: ['payments'] },
      }
    })

  const browse = () =>
    act('Browsing', async (loaded, { open }) => {
      open.switchTo('microservices')
      open.setDown('payments', true)
      const take = await loaded.sendLive(open, BROWSE)
      return {
        action: { type: 'browsed', take },
        story: { requests: [BROWSE], system: 'microservices', down: ['payments'] },
      }
    })

  const failToBrowse = (how: BrowseFailure) =>
    act('Browsing', async (loaded, { open }) => {
      const system = how === 'catalog-down' ? 'microservices' : 'monolith'
      // Any module stands for the process of the monolith.
      const service = how === 'catalog-down' ? 'catalog' : 'payments'
      open.switchTo(system)
      open.setDown(service, true)
      const take = await loaded.sendLive(open, BROWSE)
      return {
        action: { type: 'browse-failed', how, take },
        story: { requests: [BROWSE], system, down: [service] },
      }
    })

  const playing = step < shown.hops.length
  const stock = stockWords(shown.stock)

  return (
    <>
      <section
        aria-label="Try it"
        className="sheet mt-5 lg:mt-4"
        onPointerEnter={() => void loadKit().catch(() => {})}
      >
        <div className="lg:grid lg:grid-cols-[minmax(280px,1fr)_minmax(636px,1.6fr)] xl:grid-cols-[minmax(300px,1fr)_650px_minmax(220px,0.7fr)]">
          <OrderPlate
            books={books}
            line={line}
            onLine={setLine}
            take={shown}
            playing={playing}
            busy={minute.busy}
            trouble={minute.trouble}
            onSend={send}
            onIntent={() => void loadKit().catch(() => {})}
          />
          <div className="squared border-hairline-strong max-lg:-mx-4 max-lg:border-y max-lg:px-4 max-lg:pb-3 sm:max-lg:mx-0 sm:max-lg:border-x sm:max-lg:grid sm:max-lg:grid-cols-[344px_1fr] sm:max-lg:gap-6 lg:flex lg:flex-col lg:border-y lg:border-r lg:pt-4 [--drawing-paper:var(--paper-raised)]">
            <div ref={panel} className="scroll-my-3 lg:flex lg:grow lg:flex-col">
              <Topology
                label={`The request ${shown.request.method} ${new URL(shown.request.url).pathname} through the ${shown.architecture}`}
                architecture={shown.architecture}
                hops={shown.hops}
                step={step}
                down={minute.down}
                notes={stock && !playing ? { inventory: `stock ${stock}` } : {}}
                names={NAMES[shown.architecture]}
                words="elsewhere"
              />
              <CaptionStrip caption={captionOf(minute)} playing={playing} />
            </div>
            <CallOuts
              className="mt-4 max-sm:hidden lg:hidden"
              architecture={shown.architecture}
              hops={shown.hops}
              step={step}
            />
            <Disclosure summary="These hops in words" className="mt-3 sm:hidden">
              <CallOuts architecture={shown.architecture} hops={shown.hops} step={step} />
            </Disclosure>
          </div>
          <CallOuts
            className="ml-6 max-xl:hidden"
            architecture={shown.architecture}
            hops={shown.hops}
            step={step}
          />
        </div>
        <Steps
          minute={minute}
          recorded={words}
          playing={playing}
          onGuess={guess}
          onBreakPayments={breakPayments}
          onAsk={() => dispatch({ type: 'asked' })}
          onBrowse={browse}
          onFailToBrowse={failToBrowse}
        />
        {runtime && <Answerer {...runtime} />}
      </section>
      {children}
      <Doors link={link} />
    </>
  )
}

/** What was just done and what came of it, always beside the drawing. */
function CaptionStrip({ caption, playing }: { caption: Caption; playing: boolean }) {
  return (
    <p
      role="status"
      className="mt-2 min-h-[4.75rem] border-ink border-t-[1.5px] bg-paper-raised px-4 py-2 text-base leading-snug lg:grow max-lg:-mx-4 max-lg:min-h-24 max-lg:text-sm sm:max-lg:mx-0 sm:max-lg:px-0"
    >
      {caption.did} {!playing && <strong className="font-semibold tabular-nums">{caption.came}</strong>}
    </p>
  )
}

function CallOuts({
  architecture,
  hops,
  step,
  className,
}: {
  architecture: Take['architecture']
  hops: Parameters<typeof HopList>[0]['hops']
  step: number
  className?: string
}) {
  return (
    <div {...(className ? { className } : {})}>
      <p className="border-ink border-t-[1.5px] pt-2 text-ink-soft text-xs leading-snug">
        A <dfn className="font-semibold text-ink not-italic">hop</dfn> is one request and its answer going
        over the network. All hops that one request causes are its{' '}
        <dfn className="font-semibold text-ink not-italic">trace</dfn>.
      </p>
      <HopList hops={hops} step={step} className="mt-1" />
      <p className="border-hairline border-t pt-2 text-ink-soft text-xs leading-snug">
        {architecture === 'microservices'
          ? 'Here the services also ask each other over REST; they could as well use messages or RPC.'
          : 'Inside the monolith the modules call each other as functions: no hop.'}
      </p>
    </div>
  )
}

/** Who answered, once it is known: it is the reader's own browser either way. */
function Answerer({ runtime, reason }: Pick<LiveBookshop, 'runtime' | 'reason'>) {
  return (
    <p className="mt-4 max-w-[80ch] text-ink-soft text-sm">
      {runtime === 'worker'
        ? 'Your requests were real fetches. A service worker in this browser answered them.'
        : `This page answered your requests itself, because it has no service worker: ${reason ?? 'the browser does not offer one here.'} The bookshop is the same.`}{' '}
      <span className="pointer-coarse:hidden">
        {runtime === 'worker'
          ? 'The Network tab of the developer tools lists each one.'
          : 'Only the Network tab of the developer tools will not list the requests.'}
      </span>
    </p>
  )
}
