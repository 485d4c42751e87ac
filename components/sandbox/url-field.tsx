'use client'

import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import type { KnownOperation } from './request/operations.ts'
import { withUrl } from './request/params.ts'
import styles from './sandbox.module.css'
import { useSandbox, useSession } from './use-sandbox.ts'
import { messageOf } from './words.ts'

/** How many operations are offered at a time. */
const OFFERED = 8

/**
 * Where the request goes: a URL, a path, words of an operation that the bookshop’s documents describe (WAI-ARIA combobox
 * pattern), or a whole curl command, pasted.
 */
export function UrlField({ error }: { error: string | undefined }) {
  const { controller, places } = useSandbox()
  const draft = useSession((session) => session.draft)
  const [unread, setUnread] = useState<string>()
  const [offers, setOffers] = useState<readonly KnownOperation[]>([])
  const [active, setActive] = useState(-1)
  const listId = useId()
  const chosen = offers[active]

  function close() {
    setOffers([])
    setActive(-1)
  }

  /** Offers what fits; the documents are fetched when somebody types for the first time. */
  function offer(typed: string) {
    setActive(-1)
    import('./request/operations.ts').then(
      ({ operationsLike }) => {
        // Meanwhile something else was typed: that has its own offers.
        if (controller.session().draft.url !== typed) return
        const found = operationsLike(typed, places.publicHost).slice(0, OFFERED)
        const isThat = found.length === 1 && found[0]?.draft.url === typed
        setOffers(isThat ? [] : found)
      },
      // Whoever can not fetch the documents types on.
      () => {},
    )
  }

  function take({ name, draft: known }: KnownOperation) {
    close()
    const offered = known.headers.filter(({ on }) => !on).length + known.params.filter(({ on }) => !on).length
    const shows = offered > 0 ? `Its optional fields and parameters stand in the tables, switched off.` : ''
    controller.take(known, { title: name, shows })
  }

  function write(url: string) {
    setUnread(undefined)
    controller.write(withUrl(controller.session().draft, url))
    offer(url)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && offers.length > 0) {
      // Only the list: the request on its way is somebody else's.
      event.stopPropagation()
      close()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (offers.length === 0) offer(draft.url)
      else {
        const step = event.key === 'ArrowDown' ? 1 : -1
        setActive((active + step + offers.length + (active < 0 && step < 0 ? 1 : 0)) % offers.length)
      }
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      take(chosen)
    }
  }

  /** A curl command that is pasted here becomes the request that it stands for. */
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain')
    if (!/^\s*(?:\$\s+)?curl(?:\.exe)?\s/.test(text)) return
    event.preventDefault()
    close()
    import('./in-out/curl/read-curl.ts')
      .then(({ readCurl }) => {
        const { draft: read, notes } = readCurl(text, places.publicHost)
        const shows = notes.length > 0 ? notes.join(' ') : 'Everything in it was taken over.'
        controller.take(read, { title: 'From a curl command', shows })
        setUnread(undefined)
      })
      .catch((problem: unknown) => setUnread(`This command was not taken over. ${messageOf(problem)}`))
  }

  return (
    <div className={cx(styles.url, 'relative min-w-0')}>
      <Field label="URL" hideLabel error={unread ?? error}>
        {(control) => (
          <input
            {...control}
            type="text"
            role="combobox"
            aria-expanded={offers.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={chosen ? `${listId}-${active}` : undefined}
            inputMode="url"
            autoCapitalize="off"
            autoCorrect="off"
            autoComplete="off"
            spellCheck={false}
            value={draft.url}
            placeholder="A URL, a path, or a word such as stock; a curl command may be pasted"
            onPaste={paste}
            onKeyDown={onKeyDown}
            onBlur={close}
            onChange={(event) => write(event.target.value)}
            className={cx(inputLook, 'font-mono text-sm')}
          />
        )}
      </Field>
      <div
        role="listbox"
        id={listId}
        aria-label="Operations of the bookshop"
        hidden={offers.length === 0}
        className="absolute inset-x-0 top-11 z-40 max-h-80 overflow-y-auto border-[1.5px] border-ink bg-paper-raised"
      >
        {offers.map((operation, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (aria-activedescendant)
          <div
            key={`${operation.draft.method} ${operation.draft.url}`}
            role="option"
            id={`${listId}-${index}`}
            aria-selected={index === active}
            // Before the field loses the focus, and the list closes.
            onPointerDown={(event) => {
              event.preventDefault()
              take(operation)
            }}
            className={cx(
              'flex min-h-10 cursor-pointer flex-wrap items-baseline gap-x-2 px-2.5 py-1.5 text-sm hover:bg-paper-sunk',
              index === active && 'bg-glue-wash shadow-[inset_3px_0_0_0_var(--glue-edge)]',
            )}
          >
            <span className="font-mono font-semibold text-xs">{operation.draft.method}</span>
            <span className="min-w-0 truncate font-mono text-xs">
              {operation.draft.url.slice(`https://${places.publicHost}`.length)}
            </span>
            <span className="text-ink-soft text-xs">{operation.name}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
