import type { RoundView } from '../../../src/today/round-view.ts'
import { each, esc, maybe } from './escape.ts'
import { currentCard, type Icon, overCard, stopItem } from './stop-cards.ts'

/** `views/today/_round.eta` with what it includes, as strings. */
export const roundMain = (v: RoundView, openTasks: number, icon: Icon): string => `
<main class="round" id="round" data-said="${esc(v.said)}" data-open-tasks="${openTasks}" hx-get="${esc(v.pagePath)}" hx-trigger="every ${esc(v.pollSeconds)}s" hx-swap="outerMorph" hx-status:4xx="swap:none" hx-status:5xx="swap:none">
  ${header(v, icon)}
  ${maybe(v.pending, pending => pendingBanner(v, pending, icon))}
  ${currentOrOver(v, icon)}
  ${maybe(v.mayTap, () => gestures(v, icon))}
  ${maybe(v.later.length > 0, () => laterSection(v, icon))}
  ${maybe(
    v.past.length > 0,
    () => `
  <details class="stops past calm"><summary class="btn quiet wide">${esc(v.pastWords)} ${icon('chevron-down')}</summary>
    <ol>${each(v.past, stop => stopItem(stop, v, icon))}</ol>
  </details>
  `,
  )}
  ${maybe(v.mayPlan || v.handoverPath !== null, () => `<p class="row even plan">${maybe(v.mayPlan, () => `<a class="btn" href="${esc(v.addPath)}">${icon('plus')} ${esc(v.words.add)}</a><a class="btn" href="${esc(v.planPath)}">${icon('calendar')} Préparer la journée</a>`)}${maybe(v.handoverPath !== null, () => `<a class="btn" href="${esc(v.handoverPath ?? '')}">${icon('heart-handshake')} Relève</a>`)}</p>`)}
</main>
`

const header = (v: RoundView, icon: Icon): string => `<header id="round-header">
    <div class="split">
      <div>
        <p class="eyebrow"><a href="${esc(v.previousPath)}" aria-label="Jour précédent">${icon('chevron-left')}</a><time datetime="${esc(v.date)}">${esc(v.dayWords)}</time><a href="${esc(v.nextPath)}" aria-label="Jour suivant">${icon('chevron-right')}</a></p>
        <h1>${esc(v.title)}</h1>
      </div>
      ${maybe(v.total > 0, () => `<p class="tally"><b>${esc(v.done)}</b> / ${esc(v.total)}<span class="sr"> ${esc(v.words.done)}</span></p>`)}
    </div>
    ${maybe(
      v.others.length > 0,
      () => `
    <nav class="row people" aria-label="Tournées du jour">${each(v.others, other => `<a class="btn quiet" href="${esc(other.path)}"${other.current ? ' aria-current="page"' : ''}>${esc(other.name)}</a>`)}</nav>
    `,
    )}
    <div class="thread" aria-hidden="true">${each(v.thread, knot => (knot ? `<i class="${esc(knot)}"></i>` : '<i></i>'))}</div>
    ${maybe(
      v.delay,
      delay => `
    <div class="delay" data-s="late">
      <p><b>+${esc(delay.minutes)}\u00a0min</b> de retard</p>
      ${maybe(delay.parts.length > 0, () => `<ul aria-label="D’où vient le retard">${each(delay.parts, part => `<li><b>${esc(part.minutes)}</b> ${esc(part.words)}</li>`)}</ul>`)}
    </div>
    `,
    )}
    ${each(v.alerts, alert => `<div class="banner" data-s="alert" role="status"><p>${icon('triangle-alert')}<span>${esc(alert)}</span></p></div>`)}
  </header>`

const currentOrOver = (v: RoundView, icon: Icon): string => {
  if (v.current) return currentCard(v.current, v, icon)
  if (v.total > 0) return overCard(v)
  const hint = v.mayPlan ? 'Ajoutez-en un premier, ou reprenez une autre journée.' : 'Rien n’a été préparé.'
  return `
  <section class="card" id="passage" aria-label="${esc(v.words.empty)}"><p>${hint}</p></section>
  `
}

/** `views/today/_notices.eta`, as strings. */
const pendingBanner = (v: RoundView, p: NonNullable<RoundView['pending']>, icon: Icon): string => `
<section class="banner" data-s="soon" id="notices" aria-label="Messages prêts à partir">
  <p>${icon('hourglass')}<span>${esc(p.sentence)} <time datetime="PT${esc(p.secondsLeft)}S"${p.secondsLeft > 0 ? ` data-seconds-left="${esc(p.secondsLeft)}"` : ''}>${esc(p.leftWords)}</time></span></p>
  ${maybe(
    v.mayTap,
    () => `
  <div class="row">
    <form method="post" action="${esc(v.path)}/notices/sending" data-tap="Envoyer maintenant"><input type="hidden" name="clinician" value="${esc(v.clinicianId)}"><button class="btn">Envoyer maintenant</button></form>
    <form method="post" action="${esc(v.path)}/notices/holding" data-tap="Ne pas prévenir"><input type="hidden" name="clinician" value="${esc(v.clinicianId)}"><button class="btn quiet">Annuler</button></form>
  </div>
  `,
  )}
  <progress max="${esc(p.holdSeconds)}" value="${esc(p.secondsLeft)}" aria-hidden="true"></progress>
</section>
`

const DELAYS = [5, 10, 15, 20, 30, 45, 60]

/** `views/today/_gestures.eta`, as strings. */
const gestures = (v: RoundView, icon: Icon): string => `
<div class="gestures">
  ${maybe(
    v.undo,
    undo => `
  <form method="post" action="${esc(v.path)}/taps/${esc(undo.tapId)}/undo" data-tap="Annuler"><input type="hidden" name="clinician" value="${esc(v.clinicianId)}"><button class="btn quiet">${icon('undo-2')} Annuler ${esc(`«\u202f${undo.words}\u202f»`)}</button></form>
  `,
  )}
  ${maybe(
    v.maySayDelay,
    () => `
  <details><summary class="btn quiet">${icon('timer')} J’ai du retard</summary>
    <form method="post" action="${esc(v.path)}/delay" class="choice" data-tap="Retard annoncé"><input type="hidden" name="clinician" value="${esc(v.clinicianId)}">${each(DELAYS, minutes => `<button class="btn" name="minutes" value="${esc(minutes)}">${esc(minutes)}\u00a0min</button>`)}</form>
  </details>
  `,
  )}
</div>
`

const laterSection = (v: RoundView, icon: Icon): string => `
  <section class="stops" aria-labelledby="suite">
    <h2 id="suite">${esc(v.laterWords)}</h2>
    <ol>${each(v.later, stop => stopItem(stop, v, icon))}</ol>
    ${maybe(
      v.calm.length > 0,
      () => `
    <details class="calm"><summary class="btn quiet wide">${esc(v.calmWords)} ${icon('chevron-down')}</summary>
      <ol>${each(v.calm, stop => stopItem(stop, v, icon))}</ol>
    </details>
    `,
    )}
    ${maybe(v.endWords, words => `<p class="soft">${esc(words)}</p>`)}
  </section>
  `
