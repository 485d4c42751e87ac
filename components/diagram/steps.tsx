import { type RefObject, useEffect, useState } from 'react'
import styles from './diagram.module.css'

/** Goes through a sequence message by message: the present one stands out, those to come are faint. */
export function Steps({
  title,
  messages,
  drawing,
}: {
  title: string
  messages: readonly string[]
  drawing: RefObject<HTMLElement | null>
}) {
  /** Which message is shown; undefined shows all of them. */
  const [at, setAt] = useState<number>()

  useEffect(() => {
    const host = drawing.current
    if (!host) return
    for (const part of ['messageLine', 'messageText'])
      host.querySelectorAll(`[class^="${part}"]`).forEach((element, index) => {
        if (at === undefined || index < at) element.removeAttribute('data-step')
        else element.setAttribute('data-step', index === at ? 'now' : 'later')
      })
  }, [at, drawing])

  const last = messages.length - 1
  return (
    <fieldset className={`needs-js ${styles.steps}`} aria-label={`Messages of the diagram: ${title}`}>
      <button
        type="button"
        aria-disabled={at === undefined}
        onClick={() => setAt(at === undefined || at === 0 ? undefined : at - 1)}
      >
        Back
      </button>
      <button type="button" onClick={() => setAt(at === undefined ? 0 : at < last ? at + 1 : undefined)}>
        {at === undefined ? 'Step through' : at < last ? 'Next message' : 'Show all'}
      </button>
      <p aria-live="polite">
        {at === undefined ? '' : `${at + 1} of ${messages.length}: ${messages[at] ?? ''}`}
      </p>
    </fieldset>
  )
}
