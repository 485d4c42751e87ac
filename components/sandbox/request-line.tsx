'use client'

import { type SubmitEvent, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { USUAL_METHODS } from './draft.ts'
import { useChecked } from './request/use-checked.ts'
import styles from './sandbox.module.css'
import { UrlField } from './url-field.tsx'
import { useSandbox, useSession } from './use-sandbox.ts'

/** What is asked: method and URL, and the button that sends it. */
export function RequestLine() {
  const { controller } = useSandbox()
  const draft = useSession((session) => session.draft)
  const attempted = useSession((session) => session.attempted)
  const sending = useSession((session) => session.sending)
  const runtime = useSession((session) => session.runtime)
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const { problems } = useChecked(draft).checked

  function send(event: SubmitEvent) {
    event.preventDefault()
    if (controller.send() !== 'invalid') return
    // The fields are marked by the next frame, and the header lines stand outside of this form.
    requestAnimationFrame(() =>
      form.current?.parentElement?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    )
  }

  return (
    <form
      ref={form}
      className={cx(styles.line, 'needs-js')}
      inert={!hydrated}
      onSubmit={send}
      onFocus={controller.warmUp}
      noValidate
      aria-label="Request line"
    >
      <MethodField attempted={attempted} problem={problems.method} />
      <UrlField error={attempted ? problems.url : undefined} />
      {/* Disabled only while the page is HTML alone: a press would reload it. */}
      <Button
        type="submit"
        variant="glue"
        disabled={!hydrated}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        busy={sending === undefined ? undefined : runtime.state === 'opening' ? 'Opening…' : 'Sending…'}
        className={cx(styles.send, 'disabled:opacity-100')}
      >
        Send
        <span aria-hidden className="contents max-md:hidden">
          <Kbd>Ctrl ↵</Kbd>
        </span>
      </Button>
    </form>
  )
}

const OTHER = 'other'

/** The usual methods to choose from, and any other token to type. */
function MethodField({ attempted, problem }: { attempted: boolean; problem: string | undefined }) {
  const { controller } = useSandbox()
  const draft = useSession((session) => session.draft)
  const usual = USUAL_METHODS.some((method) => method === draft.method)
  const [typing, setTyping] = useState(false)
  const other = typing || !usual

  function choose(method: string) {
    setTyping(method === OTHER)
    controller.write({ ...draft, method: method === OTHER ? '' : method })
  }

  return (
    <div className={cx(styles.method, 'grid gap-1')}>
      <Field label="Method" hideLabel>
        {(control) => (
          <select
            {...control}
            value={other ? OTHER : draft.method}
            onChange={(event) => choose(event.target.value)}
            className={cx(inputLook, 'font-mono font-semibold text-sm')}
          >
            {USUAL_METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
            <option value={OTHER}>Other…</option>
          </select>
        )}
      </Field>
      {other && (
        <Field label="Other method" hideLabel error={attempted ? problem : undefined}>
          {(control) => (
            <input
              {...control}
              type="text"
              autoComplete="off"
              spellCheck={false}
              placeholder="METHOD"
              value={draft.method}
              onChange={(event) => controller.write({ ...draft, method: event.target.value })}
              className={cx(inputLook, 'font-mono text-sm')}
            />
          )}
        </Field>
      )}
    </div>
  )
}
