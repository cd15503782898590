import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'

const MARGIN = 4

/** A QR code as inline SVG: black on white in both themes, because a telephone reads it. */
export const qrCode = (text: string, label: string): string => {
  const code = generate(text)
  const side = code.size + 2 * MARGIN
  return [
    `<svg class="qr" role="img" aria-label="${label}" viewBox="${-MARGIN} ${-MARGIN} ${side} ${side}" shape-rendering="crispEdges">`,
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="${side}" height="${side}" fill="#fff"/>`,
    `<path d="${toSvgPath(code)}" fill="#000"/></svg>`,
  ].join('')
}
