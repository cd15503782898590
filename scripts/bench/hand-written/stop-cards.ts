import type { CurrentStop } from '../../../src/today/current-stop.ts'
import type { RoundView } from '../../../src/today/round-view.ts'
import type { Ruler } from '../../../src/today/ruler.ts'
import type { MarginLine, StopLine } from '../../../src/today/stop-line.ts'
import { each, esc, maybe } from './escape.ts'

export type Icon = (name: string) => string

/** `views/today/_current.eta`, as strings. */
export const currentCard = (s: CurrentStop, v: RoundView, icon: Icon): string => `
<article class="card current" id="passage" data-stop="${esc(s.id)}" aria-labelledby="p-${esc(s.id)}">
  ${`
  <div class="split">
    <p class="eyebrow">${esc(s.rankWords)}</p>
    ${maybe(s.state, state => `<p class="state" data-s="${esc(state.tone)}">${icon(state.icon)} ${esc(state.words)}</p>`)}
  </div>
  <h2 id="p-${esc(s.id)}"><a href="${esc(s.path)}">${esc(s.name)}</a></h2>
  `}
  ${maybe(s.address.length > 0 || s.hasHomeAccess, () => whereabouts(s, icon))}
  ${maybe(s.care, care => `<p>${esc(care)}</p>`)}
  <div>
    <dl class="times">
      <div><dt>Convenu</dt><dd>${esc(s.agreedWords)}</dd></div>
      ${maybe(s.expectedWords, words => `<div><dt>${esc(s.expectedLabel)}</dt><dd${s.late ? ' class="late"' : ''}>${esc(words)}</dd></div>`)}
    </dl>
    ${maybe(s.ruler, rulerDrawing)}
    ${maybe(s.travelWords, words => `<p class="soft due">${esc(words)}</p>`)}
  </div>
  ${maybe(s.reply, reply => `<p class="quote">${esc(reply)}</p>`)}
  ${maybe(s.tags.length > 0, () => `<ul class="row">${each(s.tags, tag => `<li class="tag${tag.hard ? ' hard' : ''}">${maybe(tag.icon, name => `${icon(name)} `)}${esc(tag.words)}</li>`)}</ul>`)}
  <div class="row even">
    ${maybe(s.phone, phone => `<a class="btn" href="tel:${esc(phone)}">${icon('phone')} Appeler</a>`)}
    ${maybe(s.mapUrl, url => `<a class="btn" href="${esc(url)}">${icon('navigation')} Y aller</a>`)}
    ${maybe(v.mayTap && s.mayLeave, () => `<form method="post" action="${esc(s.path)}/departure" data-tap="Je pars chez ${esc(s.shortName)}"><button class="btn">${icon('car-front')} Je pars</button></form>`)}
    ${maybe(v.mayTap && s.mayBeAbsent, () => `<form method="post" action="${esc(s.path)}/absence" data-tap="Absence de ${esc(s.shortName)}"><button class="btn">${icon('door-closed')} ${esc(s.absentWords)}</button></form>`)}
    ${maybe(v.mayTap && s.mayBeInHospital, () => `<form method="post" action="${esc(s.path)}/hospitalisation" data-tap="Hospitalisation de ${esc(s.shortName)}"><button class="btn">${icon('hospital')} ${esc(s.hospitalWords)}</button></form>`)}
  </div>
  ${maybe(
    v.mayTap,
    () => `
  <form class="dock" method="post" action="${esc(s.path)}/${esc(s.main.resource)}" data-tap="${esc(s.main.label)}, ${esc(s.main.small)}">
    <button class="btn main big">${esc(s.main.label)}<small>${esc(s.main.small)}</small></button>
  </form>
  `,
  )}
</article>
`

const whereabouts = (s: CurrentStop, icon: Icon): string => {
  const lines = each(s.address, (line, index) =>
    index > 0 ? `<br><span class="soft">${esc(line)}</span>` : `<span>${esc(line)}</span>`,
  )
  const path = `/patients/${esc(s.patientId)}/home-access`
  const code = `<form class="code" method="post" action="${path}" hx-post="${path}" hx-swap="outerHTML"><button class="btn">${icon('key-round')} Code</button></form>`
  return `
  <div class="row">
    <p>${lines}</p>
    ${s.hasHomeAccess ? code : ''}
  </div>
  `
}

/** `views/today/_ruler.eta`, as strings. */
const rulerDrawing = (r: Ruler): string => `
<svg class="ruler" viewBox="0 0 326 40" aria-hidden="true"><line class="base" x1="0" x2="326" y1="13" y2="13"/><path class="tick" d="${esc(r.ticks)}"/>${maybe(r.window, window => `<rect class="window" x="${esc(window.x)}" y="5" width="${esc(window.width)}" height="16" rx="4"/>`)}${r.agreed === null ? '' : `<line class="agreed" x1="${esc(r.agreed)}" x2="${esc(r.agreed)}" y1="4" y2="22"/>`}${maybe(r.expected, expected => `<rect class="expected" x="${esc(expected.x)}" y="7" width="${esc(expected.width)}" height="12" rx="6"/>`)}${r.limit === null ? '' : `<line class="limit" x1="${esc(r.limit)}" x2="${esc(r.limit)}" y1="2" y2="24"/>`}${each(r.labels, label => `<text x="${esc(label.x)}" y="38">${esc(label.words)}</text>`)}</svg>
`

/** `views/today/_over.eta`, as strings. */
export const overCard = (v: RoundView): string =>
  `<section class="card stack" id="passage" data-stop=""><h2>${esc(v.words.over)}</h2><p class="soft">${esc(v.words.overHint)}</p></section>\n`

/** `views/today/_stop.eta`, as strings. */
export const stopItem = (s: StopLine | MarginLine, v: RoundView, icon: Icon): string =>
  s.kind === 'margin'
    ? `\n<li class="stop margin"><p>${esc(s.words)}</p></li>\n`
    : `\n\n${visitItem(s, v, icon)}\n\n`

const visitItem = (s: StopLine, v: RoundView, icon: Icon): string => {
  const time = `<time${s.agreedClock ? ` datetime="${esc(s.agreedClock)}"` : ''}>${esc(s.agreedWords)}</time>`
  const name = `<a href="${esc(s.path)}"${s.struck ? ' class="struck"' : ''}>${esc(s.name)}</a>`
  const due = maybe(s.expectedWords, words => `<span class="due">prévu ${esc(words)}</span>`)
  const state = `<span class="state">${icon(s.state.icon)} ${esc(s.state.words)}</span>`
  const hard = maybe(
    s.hardWords,
    words => `<span class="tag hard">${icon('alarm-clock')} ${esc(words)}</span>`,
  )
  return `<li class="stop" id="stop-${esc(s.id)}" data-s="${esc(s.state.tone)}"><div class="who"><p${s.window ? ' class="window"' : ''}>${time}${name}</p>${due}${state}${hard}</div>${visitAction(s, v)}</li>`
}

const visitAction = (s: StopLine, v: RoundView): string => {
  if (s.callPhone)
    return `<a class="btn" href="tel:${esc(s.callPhone)}" aria-label="Appeler ${esc(s.name)}">Appeler</a>`
  if (s.mayHold && v.mayTap)
    return `<form method="post" action="${esc(s.path)}/holding" data-tap="Ne pas prévenir ${esc(s.name)}"><button class="btn quiet" aria-label="Annuler le message à ${esc(s.name)}">Annuler</button></form>`
  if (s.isHeld && v.mayTap)
    return `<form method="post" action="${esc(s.path)}/holding/end" data-tap="Prévenir ${esc(s.name)}"><button class="btn quiet" aria-label="Prévenir quand même ${esc(s.name)}">Prévenir</button></form>`
  return ''
}
