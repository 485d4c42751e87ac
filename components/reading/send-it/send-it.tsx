'use client'

import Link from 'next/link'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { StatusChip } from '#components/ui/status-chip.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { SentMessage } from './run-message.ts'
import styles from './send-it.module.css'

type State = 'idle' | 'sending' | SentMessage | { readonly failed: string }

/**
 * A message of the page that can be sent. The message is the code block between the tags, word for word; `expect` is
 * the status that the page promises, and a test holds it against the bookshop.
 */
export function SendIt({ children }: { expect: number; children: ReactNode }) {
  const block = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<State>('idle')
  const hydrated = useHydrated()
  const send = async () => {
    const message = block.current?.querySelector('pre')?.textContent ?? ''
    setState('sending')
    try {
      const { runMessage } = await import('./run-message.ts')
      setState(await runMessage(message))
    } catch (error) {
      setState({ failed: error instanceof Error ? error.message : String(error) })
    }
  }
  const sent = typeof state === 'object' && 'status' in state ? state : undefined
  return (
    <div className={styles.cell}>
      <div ref={block}>{children}</div>
      <div className={`needs-js ${styles.bar}`} inert={!hydrated}>
        <Button size="sm" variant="glue" onClick={send} disabled={state === 'sending'}>
          {sent ? 'Send it again' : 'Send it'}
        </Button>
        <span className={styles.where}>to a fresh bookshop in this page</span>
      </div>
      <div aria-live="polite">
        {sent && (
          <div className={styles.answer}>
            <p className={styles.line}>
              <StatusChip status={sent.status} /> <EvidenceBadge kind="observed" />
              <Link className="link" href={`/sandbox/#run=${sent.link}`}>
                Open it in the sandbox
              </Link>
            </p>
            <CodeBlock
              label={`Answer ${sent.status} to ${sent.request}`}
              text={[...sent.fields.map(([name, value]) => `${name}: ${value}`), '', sent.content]
                .join('\n')
                .trim()}
            />
          </div>
        )}
        {typeof state === 'object' && 'failed' in state && (
          <p className={styles.failed}>No answer: {state.failed} Check your connection and try again.</p>
        )}
      </div>
    </div>
  )
}
