'use client'

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonLanguage, jsonParseLinter } from '@codemirror/lang-json'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { linter, lintKeymap } from '@codemirror/lint'
import { Compartment, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { bodySchemaOf } from '../operations.ts'
import { completionsOf, mismatches } from './schema-help.ts'

/** The schema's part of the editor: what it offers, and what it says. */
function helpFor(method: string, url: string): Extension {
  const schema = bodySchemaOf(method, url)
  if (!schema) return []
  return [
    jsonLanguage.data.of({ autocomplete: completionsOf(schema) }),
    linter(({ state }) => mismatches(schema, state), { delay: 300 }),
  ]
}

const LOOK = EditorView.theme({
  '&': {
    border: '1.5px solid var(--hairline-strong)',
    borderRadius: '2px',
    backgroundColor: 'var(--paper-raised)',
  },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '2px' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono, monospace)',
    fontSize: '12px',
    lineHeight: '1.6',
    maxHeight: '26rem',
    minHeight: '9rem',
  },
  '.cm-content': { caretColor: 'var(--ink)', color: 'var(--ink)' },
  '.cm-content span': { color: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper-raised)',
    color: 'var(--ink)',
    border: '1.5px solid var(--ink)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--ink)', color: 'var(--paper)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '1' },
})

/** A JSON text with what the schema of its operation knows: names and values are offered, mistakes are marked. */
export function JsonEditor({
  value,
  method,
  url,
  onChange,
}: {
  value: string
  method: string
  url: string
  onChange: (text: string) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const help = useRef(new Compartment())
  const changed = useRef(onChange)

  useEffect(() => {
    changed.current = onChange
  })

  // The editor is a widget of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is made once; the effects below bring it what changes
  useEffect(() => {
    if (!place.current) return
    // The policy of this site takes no style elements; a shadow root takes style sheets that programs make.
    const root = place.current.shadowRoot ?? place.current.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      parent: root,
      root,
      doc: value,
      extensions: [
        json(),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        syntaxHighlighting(defaultHighlightStyle),
        linter(jsonParseLinter()),
        help.current.of(helpFor(method, url)),
        keymap.of([
          // Ctrl+Enter sends, from everywhere in the request.
          { key: 'Mod-Enter', run: () => true },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Body' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed.current(update.state.doc.toString())
        }),
        LOOK,
      ],
    })
    view.current = editor
    return () => {
      editor.destroy()
      view.current = null
    }
  }, [])

  useEffect(() => {
    view.current?.dispatch({ effects: help.current.reconfigure(helpFor(method, url)) })
  }, [method, url])

  useEffect(() => {
    const editor = view.current
    const known = editor?.state.doc.toString()
    // What was typed here has come back; only what others wrote is new.
    if (editor && known !== value)
      editor.dispatch({ changes: { from: 0, to: known?.length ?? 0, insert: value } })
  }, [value])

  return <div ref={place} />
}
