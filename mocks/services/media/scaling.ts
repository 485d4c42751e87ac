import type { Pixels } from './png.ts'

/** How high a picture becomes when it is made so wide, in pixels. */
export function heightFor({ width, height }: { width: number; height: number }, wanted: number): number {
  return Math.max(1, Math.round((height * wanted) / width))
}

/**
 * Makes a picture smaller: each new pixel is the average of the old ones that it covers, each by as much as it covers
 * (a box filter). Clear pixels have no colour to give. In whole numbers, so every engine gives the same picture.
 */
export function scaled(picture: Pixels, width: number): Pixels {
  const height = heightFor(picture, width)
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(average(picture, { width, height, x, y }), (y * width + x) * 4)
  return { width, height, data }
}

/** The colour of one new pixel. An old one is `width` units wide and `height` high, a new one as many as the old picture has pixels. */
function average(
  old: Pixels,
  { width, height, x, y }: { width: number; height: number; x: number; y: number },
): [number, number, number, number] {
  let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0]
  const [left, right, top, bottom] = [
    x * old.width,
    (x + 1) * old.width,
    y * old.height,
    (y + 1) * old.height,
  ]
  for (let row = Math.floor(top / height); row * height < bottom; row++) {
    const high = Math.min(bottom, (row + 1) * height) - Math.max(top, row * height)
    for (let column = Math.floor(left / width); column * width < right; column++) {
      const part = high * (Math.min(right, (column + 1) * width) - Math.max(left, column * width))
      const at = (row * old.width + column) * 4
      const seen = part * (old.data[at + 3] ?? 0)
      red += seen * (old.data[at] ?? 0)
      green += seen * (old.data[at + 1] ?? 0)
      blue += seen * (old.data[at + 2] ?? 0)
      alpha += seen
      area += part
    }
  }
  if (alpha === 0) return [0, 0, 0, 0]
  return [
    Math.round(red / alpha),
    Math.round(green / alpha),
    Math.round(blue / alpha),
    Math.round(alpha / area),
  ]
}
