'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'

const ROW_PX = 20
const PER_ROW = 16

/** Content byte by byte: sixteen to a line, in hexadecimal and as ASCII. Only what is seen is drawn. */
export function ByteList({ bytes }: { bytes: Uint8Array }) {
  const frame = useRef<HTMLElement>(null)
  const count = Math.ceil(bytes.length / PER_ROW)
  const list = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  })
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Bytes of the content"
      className="max-h-[30rem] overflow-auto border-[1.5px] border-ink bg-paper-raised"
    >
      <div className="relative min-w-max font-mono text-2xs" style={{ blockSize: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const part = bytes.subarray(index * PER_ROW, (index + 1) * PER_ROW)
          return (
            <div
              key={index}
              className="absolute flex h-5 items-center gap-4 whitespace-pre px-3"
              style={{ top: start }}
            >
              <span className="text-ink-soft">{(index * PER_ROW).toString(16).padStart(6, '0')}</span>
              <span>{hexOf(part)}</span>
              <span className="text-ink-soft">{asciiOf(part)}</span>
            </div>
          )
        })}
      </div>
    </section>
  )
}

function hexOf(part: Uint8Array): string {
  return Array.from(part, (byte) => byte.toString(16).padStart(2, '0'))
    .join(' ')
    .padEnd(PER_ROW * 3 - 1)
}

function asciiOf(part: Uint8Array): string {
  return Array.from(part, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('')
}
