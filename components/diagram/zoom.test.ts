import { describe, expect, test } from 'vitest'
import { clampZoom, scrollKeeping, ZOOM, zoomForKey } from './zoom.ts'

describe('zoom', () => {
  test('stays within its limits', () => {
    expect(clampZoom(0.2)).toBe(ZOOM.min)
    expect(clampZoom(99)).toBe(ZOOM.max)
    expect(clampZoom(2)).toBe(2)
  })

  test('plus enlarges, minus undoes it, zero fits', () => {
    const larger = zoomForKey('+', 1) ?? 0
    expect(larger).toBeGreaterThan(1)
    expect(zoomForKey('-', larger)).toBeCloseTo(1)
    expect(zoomForKey('0', 3)).toBe(1)
  })

  test('other keys are left to the browser', () => {
    for (const key of ['ArrowDown', 'Tab', 'a', ' ']) expect(zoomForKey(key, 2)).toBeUndefined()
  })

  test('the point under the pointer stays where it is', () => {
    // Content point 100 + 50 = 150 at zoom 1 lies at 300 at zoom 2; 50 px into the viewport means scrolled by 250.
    expect(scrollKeeping(100, 50, 1, 2)).toBe(250)
    expect(scrollKeeping(0, 0, 1, 4)).toBe(0)
  })
})
