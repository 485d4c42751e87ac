'use client'

import { useState } from 'react'

/** Copies `text`, and says whether that worked. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [result, setResult] = useState<'copied' | 'refused' | undefined>(undefined)

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setResult('copied')
    } catch {
      setResult('refused')
    }
  }

  return (
    <span className="needs-js inline-flex items-center">
      <span role="status" className="text-2xs text-ink-soft">
        {result === 'copied' && 'Copied'}
        {result === 'refused' && 'The browser refused. Select the text instead.'}
      </span>
      <button
        type="button"
        onClick={copy}
        onBlur={() => setResult(undefined)}
        className="min-h-9 px-3 text-xs font-semibold text-ink underline decoration-hairline-strong underline-offset-4 hover:decoration-ink"
      >
        Copy<span className="sr-only"> {what}</span>
      </button>
    </span>
  )
}
