'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { findIn, type JsonRow, jsonPathOf, openAtFirst, rowsOf, waysTo } from './json-rows.ts'

const ROW_PX = 24
/** Longer strings are shown in part: a row is one line. */
const LONGEST = 400

/** A JSON text as a tree (WAI-ARIA): fold, search, copy the way to a place. Only what is seen is drawn, so that megabytes stay quick. */
export function JsonTree({ value }: { value: unknown }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(value))
  const rows = useMemo(() => rowsOf(value, open), [value, open])
  const [at, setAt] = useState('')
  const [wanted, setWanted] = useState('')
  const needle = useDeferredValue(wanted)
  const found = useMemo(() => findIn(value, needle), [value, needle])
  const hits = useMemo(() => new Set(found), [found])
  const frame = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  })
  const current = rows.some(({ pointer }) => pointer === at) ? at : ''
  const path = jsonPathOf(current, value)

  function show(index: number, among = rows) {
    const row = among[Math.max(0, Math.min(among.length - 1, index))]
    if (!row) return
    setAt(row.pointer)
    // What was not drawn before is there in the next frame.
    requestAnimationFrame(() => {
      list.scrollToIndex(among.indexOf(row))
      requestAnimationFrame(() =>
        frame.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus(),
      )
    })
  }

  function fold(pointer: string, close: boolean) {
    const next = new Set(open)
    if (close) next.delete(pointer)
    else next.add(pointer)
    setOpen(next)
  }

  /** Goes to the next place that was found, opening the way to it. */
  function next(by: 1 | -1) {
    if (found.length === 0) return
    const here = found.indexOf(current)
    const target =
      found[(here < 0 ? (by > 0 ? 0 : -1) : here + by + found.length) % found.length] ?? found.at(-1)
    if (target === undefined) return
    const opened = new Set([...open, ...waysTo(target)])
    setOpen(opened)
    const among = rowsOf(value, opened)
    setAt(target)
    requestAnimationFrame(() =>
      list.scrollToIndex(
        among.findIndex(({ pointer }) => pointer === target),
        { align: 'center' },
      ),
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = rows.findIndex(({ pointer }) => pointer === current)
    const row = rows[index]
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return
    const isOpen = open.has(row.pointer)
    const parent = row.pointer.slice(0, row.pointer.lastIndexOf('/'))
    const moves: Record<string, () => void> = {
      ArrowDown: () => show(index + 1),
      ArrowUp: () => show(index - 1),
      Home: () => show(0),
      End: () => show(rows.length - 1),
      ArrowRight: () => {
        if (row.size && !isOpen) fold(row.pointer, false)
        else if (row.size) show(index + 1)
      },
      ArrowLeft: () => {
        if (row.size && isOpen) fold(row.pointer, true)
        else if (row.pointer !== '') show(rows.findIndex(({ pointer }) => pointer === parent))
      },
      Enter: () => row.size && fold(row.pointer, isOpen),
      ' ': () => row.size && fold(row.pointer, isOpen),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Search names and values" className="min-w-40 grow">
          {(field) => (
            <input
              {...field}
              type="search"
              className={inputLook}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                next(event.shiftKey ? -1 : 1)
              }}
            />
          )}
        </Field>
        <Button size="sm" className="min-h-11" onClick={() => next(1)} aria-label="Next place found">
          Next
        </Button>
        <p role="status" aria-label="Places found" className="pb-2.5 text-ink-soft text-xs tabular-nums">
          {needle === ''
            ? ''
            : found.length === 0
              ? 'nowhere'
              : `${found.indexOf(current) + 1} of ${found.length}${found.length >= 1000 ? ' and more' : ''}`}
        </p>
      </div>
      <div className="border-[1.5px] border-ink bg-paper-raised">
        <div ref={frame} className="max-h-[30rem] overflow-auto max-md:max-h-[24rem]">
          <div
            role="tree"
            tabIndex={-1}
            aria-label="JSON, as a tree"
            onKeyDown={onKeyDown}
            className="relative min-w-max font-mono text-xs"
            style={{ blockSize: list.getTotalSize() }}
          >
            {list.getVirtualItems().map(({ index, start }) => {
              const row = rows[index]
              if (!row) return null
              const isOpen = open.has(row.pointer)
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the tree's, on the element around
                <div
                  key={row.pointer}
                  role="treeitem"
                  aria-level={row.depth + 1}
                  aria-posinset={row.place}
                  aria-setsize={row.of}
                  aria-selected={row.pointer === current}
                  {...(row.size ? { 'aria-expanded': isOpen } : {})}
                  tabIndex={row.pointer === current ? 0 : -1}
                  onFocus={() => setAt(row.pointer)}
                  onClick={() => {
                    setAt(row.pointer)
                    if (row.size) fold(row.pointer, isOpen)
                  }}
                  className={cx(
                    'absolute inset-x-0 flex h-6 items-center gap-1 whitespace-pre pr-3 -outline-offset-2 hover:bg-paper-sunk',
                    hits.has(row.pointer) && 'bg-glue-wash',
                    row.pointer === current && 'shadow-[inset_3px_0_0_0_var(--glue-edge)]',
                  )}
                  style={{ top: start, paddingInlineStart: 8 + Math.min(row.depth, 24) * 14 }}
                >
                  <Row row={row} open={isOpen} />
                </div>
              )
            })}
          </div>
        </div>
        <div className="flex items-center justify-between gap-2 border-hairline border-t pl-3">
          <span className="min-w-0 truncate font-mono text-2xs" title={path}>
            {path}
          </span>
          <CopyButton text={path} what="the path" />
        </div>
      </div>
    </div>
  )
}

function Row({ row: { name, value, size }, open }: { row: JsonRow; open: boolean }) {
  return (
    <>
      <span aria-hidden className="flex w-3.5 shrink-0 justify-center">
        {size ? (
          <svg
            aria-hidden
            viewBox="0 0 16 16"
            className={cx('size-3 fill-none stroke-2 stroke-current', open && 'rotate-90')}
          >
            <path d="M6 3.5L10.5 8 6 12.5" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        ) : null}
      </span>
      {name !== undefined && (
        <span className={typeof name === 'number' ? 'text-ink-soft' : 'font-medium'}>{name}: </span>
      )}
      {size === undefined ? (
        <span className={typeof value === 'string' ? 'text-ok-text' : 'text-link'}>{said(value)}</span>
      ) : (
        <span className="text-ink-soft">
          {Array.isArray(value)
            ? `[${size === 1 ? '1 item' : `${size} items`}]`
            : `{${size === 1 ? '1 member' : `${size} members`}}`}
        </span>
      )}
    </>
  )
}

function said(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text
}
