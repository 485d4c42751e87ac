'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './diagram.module.css'
import { drawingUrl, drawnAtBuild } from './drawn.ts'
import { Steps } from './steps.tsx'
import { clampZoom, scrollKeeping, ZOOM, zoomForKey } from './zoom.ts'

/** Where a zoom is anchored, in pixels from the top left of the viewport. */
interface Anchor {
  x: number
  y: number
}

/**
 * A drawing that can be enlarged and moved: by buttons, keys, wheel, drag and pinch. Without script it scrolls. A sequence
 * can be gone through message by message.
 */
export function DiagramCanvas({
  id,
  title,
  messages,
  width,
  height,
}: {
  id: string
  title: string
  messages: readonly string[]
  width: number
  height: number
}) {
  const viewport = useRef<HTMLElement>(null)
  const drawing = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<number>(ZOOM.min)
  const [html] = useState(() => drawnAtBuild(id))
  const latest = useRef(zoom)
  const anchor = useRef<Anchor | undefined>(undefined)

  // A page reached by a link inside the site comes as data, without the drawing: fetch it.
  useEffect(() => {
    const host = drawing.current
    if (!host || host.childElementCount > 0) return
    const leaving = new AbortController()
    fetch(drawingUrl(id), { signal: leaving.signal })
      .then((response) =>
        response.ok ? response.text() : Promise.reject(new Error(`status ${response.status}`)),
      )
      .then((svg) => {
        // Read as a drawing, never as HTML.
        const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml')
        if (documentElement.localName !== 'svg') throw new Error('it is not an SVG')
        host.replaceChildren(document.importNode(documentElement, true))
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted)
          host.textContent = `The drawing did not load (${String(error)}). Reload the page, or read the diagram in words below.`
      })
    return () => leaving.abort()
  }, [id])

  const zoomTo = (next: number, at?: Anchor) => {
    const box = viewport.current
    anchor.current = at ?? (box ? { x: box.clientWidth / 2, y: box.clientHeight / 2 } : undefined)
    setZoom(clampZoom(next))
  }

  useLayoutEffect(() => {
    const box = viewport.current
    const before = latest.current
    latest.current = zoom
    if (!box || !anchor.current || before === zoom) return
    box.scrollLeft = scrollKeeping(box.scrollLeft, anchor.current.x, before, zoom)
    box.scrollTop = scrollKeeping(box.scrollTop, anchor.current.y, before, zoom)
  }, [zoom])

  // React's own wheel and touch listeners are passive; these must be able to keep the page from zooming.
  useEffect(() => {
    const box = viewport.current
    if (!box) return
    const within = (x: number, y: number): Anchor => {
      const { left, top } = box.getBoundingClientRect()
      return { x: x - left, y: y - top }
    }
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      anchor.current = within(event.clientX, event.clientY)
      setZoom((now) => clampZoom(now * Math.exp(-event.deltaY / 200)))
    }
    let pinch: { distance: number; zoom: number } | undefined
    const touch = (event: TouchEvent) => {
      const [first, second] = event.touches
      if (!first || !second) {
        pinch = undefined
        return
      }
      event.preventDefault()
      const distance = Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY)
      pinch ??= { distance, zoom: latest.current }
      anchor.current = within((first.clientX + second.clientX) / 2, (first.clientY + second.clientY) / 2)
      setZoom(clampZoom((pinch.zoom * distance) / pinch.distance))
    }
    const options = { passive: false }
    box.addEventListener('wheel', wheel, options)
    for (const name of ['touchstart', 'touchmove', 'touchend'] as const)
      box.addEventListener(name, touch, options)
    return () => {
      box.removeEventListener('wheel', wheel)
      for (const name of ['touchstart', 'touchmove', 'touchend'] as const)
        box.removeEventListener(name, touch)
    }
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = zoomForKey(event.key, zoom)
    if (next === undefined) return
    event.preventDefault()
    zoomTo(next)
  }

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType !== 'mouse' || event.buttons !== 1) return
    event.currentTarget.scrollBy(-event.movementX, -event.movementY)
  }

  return (
    <div className={styles.canvas}>
      <div className={styles.stage}>
        <section
          ref={viewport}
          className={styles.viewport}
          data-enlarged={zoom > ZOOM.min || undefined}
          aria-label={`Diagram: ${title}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerMove={onPointerMove}
        >
          <div
            ref={drawing}
            className={styles.drawing}
            style={{ '--natural': `${width}px`, '--zoom': zoom, aspectRatio: `${width} / ${height}` }}
            suppressHydrationWarning
            // biome-ignore lint/security/noDangerouslySetInnerHtml: an SVG of ours, drawn before the build
            dangerouslySetInnerHTML={{ __html: html }}
          />
        </section>
        <fieldset className={`needs-js ${styles.tools}`} aria-label={`Size of the diagram: ${title}`}>
          <button
            type="button"
            onClick={() => zoomTo(zoom / ZOOM.step)}
            aria-label="Smaller"
            aria-disabled={zoom <= ZOOM.min}
          >
            −
          </button>
          <button type="button" onClick={() => zoomTo(ZOOM.min)} className={styles.percent}>
            {Math.round(zoom * 100)} %<span className="sr-only">, fit to the page</span>
          </button>
          <button
            type="button"
            onClick={() => zoomTo(zoom * ZOOM.step)}
            aria-label="Larger"
            aria-disabled={zoom >= ZOOM.max}
          >
            +
          </button>
        </fieldset>
      </div>
      {messages.length > 0 && <Steps title={title} messages={messages} drawing={drawing} />}
    </div>
  )
}
