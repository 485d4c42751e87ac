'use client'

import { type ReactNode, useEffect, useReducer, useRef, useState } from 'react'
import { HopList } from '#components/topology/hop-list.tsx'
import { Topology } from '#components/topology/topology.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { LiveBookshop } from '#mocks/runtimes/live.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { Doors } from './doors.tsx'
import { afterAction, type BrowseFailure, type Guess, type MinuteAction, openMinute } from './minute.ts'
import {
  type AskedRequest,
  type BookChoice,
  BROWSE,
  FIRST_LINE,
  type OrderLine,
  orderRequest,
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
  const shop = useRef<Promise<LiveBookshop>>(undefined)
  const request = useRef<AskedRequest>(undefined)
  const drawing = useRef<HTMLDivElement>(null)
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

  /** Does one thing with the runtime, and shows what came of it. Only one at a time. */
  async function act(
    doing: string,
    job: (kit: Kit, shop: LiveBookshop) => Promise<{ action: MinuteAction; scenario: ScenarioInput }>,
  ) {
    if (minute.busy) return
    dispatch({ type: 'started', doing })
    try {
      const loaded = await loadKit()
      shop.current ??= loaded.openBookshop()
      const open = await shop.current
      setRuntime({ runtime: open.runtime, ...(open.reason ? { reason: open.reason } : {}) })
      const { action, scenario } = await job(loaded, open)
      setLink(await loaded.encodeRun(scenario))
      dispatch(action)
      drawing.current?.scrollIntoView({ block: 'nearest', behavior: prefersStill() ? 'instant' : 'smooth' })
    } catch (error) {
      shop.current = undefined
      dispatch({ type: 'troubled', why: error instanceof Error ? error.message : String(error) })
    }
  }

  /** The order on the plate; a new key makes it a new order. */
  function currentOrder(): AskedRequest {
    request.current ??= orderRequest(line, crypto.randomUUID())
    return request.current
  }

  const send = () =>
    act('Sending', async (loaded, open) => {
      request.current = orderRequest(line, crypto.randomUUID())
      if (open.architecture() !== 'microservices' || open.isDown('payments') || open.isDown('catalog'))
        open.switchTo('microservices')
      const take = await loaded.sendLive(open, request.current)
      return { action: { type: 'sent', take }, scenario: scenarioOf(request.current, 'microservices') }
    })

  const guess = (guess: Guess) =>
    act('Running both', async (loaded) => {
      const order = currentOrder()
      const services = await loaded.replay(scenarioOf(order, 'microservices'))
      const monolith = await loaded.replay(scenarioOf(order, 'monolith'))
      return {
        action: { type: 'guessed', guess, services, monolith },
        scenario: scenarioOf(order, 'monolith'),
      }
    })

  const pullPayments = () =>
    act('Sending the same order', async (loaded, open) => {
      const order = { ...currentOrder() }
      open.switchTo('microservices')
      open.setDown('payments', true)
      const take = await loaded.sendLive(open, order)
      return { action: { type: 'broke', take }, scenario: scenarioOf(order, 'microservices', ['payments']) }
    })

  const browse = () =>
    act('Browsing', async (loaded, open) => {
      open.switchTo('microservices')
      open.setDown('payments', true)
      const take = await loaded.sendLive(open, BROWSE)
      return {
        action: { type: 'browsed', take },
        scenario: scenarioOf(BROWSE, 'microservices', ['payments']),
      }
    })

  const failToBrowse = (how: BrowseFailure) =>
    act('Browsing', async (loaded, open) => {
      const architecture = how === 'catalog-down' ? 'microservices' : 'monolith'
      const service = how === 'catalog-down' ? 'catalog' : 'payments'
      open.switchTo(architecture)
      open.setDown(service, true)
      const take = await loaded.sendLive(open, BROWSE)
      return {
        action: { type: 'browse-failed', how, take },
        scenario: scenarioOf(BROWSE, architecture, [service]),
      }
    })

  const playing = step < shown.hops.length
  const stock = stockWords(shown.stock)

  return (
    <>
      <section
        aria-label="Try it"
        className="sheet mt-6 sm:mt-8"
        onPointerEnter={() => void loadKit().catch(() => {})}
      >
        <div className="lg:grid lg:grid-cols-[minmax(280px,1fr)_minmax(636px,1.6fr)] xl:grid-cols-[minmax(300px,1fr)_650px_minmax(220px,0.7fr)]">
          <OrderPlate
            books={books}
            line={line}
            onLine={(next) => {
              setLine(next)
              request.current = undefined
            }}
            take={shown}
            playing={playing}
            busy={minute.busy}
            trouble={minute.trouble}
            onSend={send}
            onIntent={() => void loadKit().catch(() => {})}
          />
          <div className="squared border-hairline-strong max-lg:-mx-4 max-lg:border-y max-lg:px-4 max-lg:pb-3 sm:max-lg:mx-0 sm:max-lg:border-x sm:max-lg:grid sm:max-lg:grid-cols-[344px_1fr] sm:max-lg:gap-6 lg:border-y lg:border-r lg:py-4 [--drawing-paper:var(--paper-raised)]">
            <div ref={drawing} className="scroll-my-3">
              <Topology
                label={`The request ${shown.request.method} ${new URL(shown.request.url).pathname} through the ${shown.architecture}`}
                architecture={shown.architecture}
                hops={shown.hops}
                step={step}
                down={minute.down}
                notes={stock && !playing ? { inventory: `stock ${stock}` } : {}}
                words="elsewhere"
              />
            </div>
            <CallOuts className="mt-4 max-sm:hidden lg:hidden" hops={shown.hops} step={step} />
            <Disclosure summary="These hops in words" className="mt-3 sm:hidden">
              <CallOuts hops={shown.hops} step={step} />
            </Disclosure>
          </div>
          <CallOuts className="ml-6 max-xl:hidden" hops={shown.hops} step={step} />
        </div>
        <Steps
          minute={minute}
          recorded={words}
          playing={playing}
          onGuess={guess}
          onPullPayments={pullPayments}
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

function CallOuts({
  hops,
  step,
  className,
}: {
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
    </div>
  )
}

/** Who answered, once it is known: it is the reader's own browser either way. */
function Answerer({ runtime, reason }: Pick<LiveBookshop, 'runtime' | 'reason'>) {
  return (
    <p className="mt-4 max-w-[80ch] text-ink-soft text-sm">
      {runtime === 'worker'
        ? 'Your requests were real fetches. A service worker in this browser answered them: open the developer tools, tab Network, to see each one.'
        : `This page answered your requests itself, because it has no service worker: ${reason ?? 'the browser does not offer one here.'} The bookshop is the same; only the developer tools will not list the requests.`}
    </p>
  )
}
