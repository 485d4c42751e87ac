/** How far a diagram is enlarged, 1 = as large as its place allows. */
export const ZOOM = { min: 1, max: 4, step: 1.25 } as const

/** The nearest allowed zoom. */
export function clampZoom(zoom: number): number {
  return Math.min(ZOOM.max, Math.max(ZOOM.min, zoom))
}

/** What a key asks of a focused diagram: a new zoom, or undefined when the key is not one of ours. */
export function zoomForKey(key: string, zoom: number): number | undefined {
  if (key === '+' || key === '=') return clampZoom(zoom * ZOOM.step)
  if (key === '-' || key === '_') return clampZoom(zoom / ZOOM.step)
  if (key === '0') return ZOOM.min
  return undefined
}

/**
 * The scroll offset that keeps the point under `anchor` (pixels from the start of the viewport) where it is
 * while the content grows from `before` to `after`.
 */
export function scrollKeeping(scroll: number, anchor: number, before: number, after: number): number {
  return ((scroll + anchor) * after) / before - anchor
}
