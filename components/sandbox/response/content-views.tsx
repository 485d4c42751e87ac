'use client'

import { useMemo, useState } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { contentText, prettyJson } from '#components/ui/message-text.ts'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { Field, WireContent } from '#mocks/log/events.ts'
import { JsonText } from '../json-text.tsx'
import { bytesInWords } from '../words.ts'
import { ByteList } from './byte-list.tsx'
import { JsonTree } from './json-tree.tsx'
import { Preview, previewOf } from './preview.tsx'

/** Longer texts are shown as a tree or in part: a page must stay quick. */
const SHOWN_WHOLE = 60_000

type View = 'pretty' | 'tree' | 'raw' | 'bytes' | 'preview'
const LABELS: Readonly<Record<View, string>> = {
  pretty: 'Pretty',
  tree: 'Tree',
  raw: 'Raw',
  bytes: 'Bytes',
  preview: 'Preview',
}

/** The content of an answer from every side: indented, as a tree, as it came, byte by byte, and as what it stands for. */
export function ContentViews({ content, fields }: { content: WireContent; fields: readonly Field[] }) {
  const text = useMemo(() => contentText(content), [content])
  const bytes = useMemo(() => bytesOf(content), [content])
  const json = useMemo(() => parsed(content), [content])
  const preview = useMemo(() => previewOf(content, fields, json?.value), [content, fields, json])
  const isLong = text.length > SHOWN_WHOLE
  const views: readonly View[] = [
    ...(json && !isLong ? (['pretty'] as const) : []),
    ...(json ? (['tree'] as const) : []),
    ...('text' in content ? (['raw'] as const) : []),
    'bytes',
    ...(preview ? (['preview'] as const) : []),
  ]
  const first = preview?.kind === 'image' ? 'preview' : (views[0] ?? 'bytes')
  const [chosen, choose] = useState<View>()
  const view = chosen && views.includes(chosen) ? chosen : first
  return (
    <div className="space-y-3 p-3">
      <SegmentedControl
        name="content"
        legend="How to show the content"
        hideLegend
        value={view}
        onChange={choose}
        options={views.map((value) => ({ value, label: LABELS[value] }))}
      />
      {view === 'pretty' && <Pretty text={text} bytes={content.bytes} />}
      {view === 'tree' && json && <JsonTree value={json.value} />}
      {view === 'raw' && <Raw text={text} bytes={content.bytes} isJson={json !== undefined} />}
      {view === 'bytes' && <ByteList bytes={bytes} />}
      {view === 'preview' && preview && <Preview preview={preview} />}
    </div>
  )
}

function Pretty({ text, bytes }: { text: string; bytes: number }) {
  const pretty = prettyJson(text) ?? text
  return (
    <CodeBlock
      label={`JSON, indented, ${bytesInWords(bytes)}`}
      text={pretty}
      wrap
      className="max-h-[34rem] max-md:max-h-[26rem]"
    >
      <JsonText text={pretty} />
    </CodeBlock>
  )
}

function Raw({ text, bytes, isJson }: { text: string; bytes: number; isJson: boolean }) {
  const cut = text.length > SHOWN_WHOLE
  return (
    <>
      <CodeBlock
        label={`${isJson ? 'JSON, as it came' : 'Content'}, ${bytesInWords(bytes)}`}
        text={text}
        wrap
        className="max-h-[34rem] max-md:max-h-[26rem]"
      >
        {cut ? text.slice(0, SHOWN_WHOLE) : text}
      </CodeBlock>
      {cut && (
        <p className="text-ink-soft text-xs">
          The first {SHOWN_WHOLE} of {text.length} characters. Copy takes all of them, and so do the bytes.
        </p>
      )}
    </>
  )
}

function parsed(content: WireContent): { readonly value: unknown } | undefined {
  if (!('text' in content) || !/^\s*[[{"\d-tfn]/.test(content.text)) return undefined
  try {
    return { value: JSON.parse(content.text) }
  } catch {
    return undefined
  }
}

function bytesOf(content: WireContent): Uint8Array {
  return 'text' in content
    ? new TextEncoder().encode(content.text)
    : Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0))
}
