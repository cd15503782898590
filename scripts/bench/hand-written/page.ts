import type { Member } from '../../../src/access/member.ts'
import type { CurrentStop } from '../../../src/today/current-stop.ts'
import type { RoundView } from '../../../src/today/round-view.ts'
import { each, esc, maybe } from './escape.ts'
import { roundMain } from './round-main.ts'
import { currentCard, overCard } from './stop-cards.ts'

export type PageFacts = {
  view: RoundView
  kept: CurrentStop[]
  title: string
  url: string
  member: Member
  openTasks: number
  asset: (name: string) => string
}

/** The round page as the templates make it: `views/layouts/app.eta` around `views/today/show.eta`, as strings. */
export const roundPage = ({ view, kept, title, url, member, openTasks, asset }: PageFacts): string => {
  const sprite = asset('icons.svg')
  const icon = (name: string) => `<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="includeIndicatorCSS:false history:false">
<title>${esc(title)} — Prévenance</title>
<link rel="stylesheet" href="${esc(asset('app.css'))}">
<link rel="icon" href="data:,">
<script src="${esc(asset('htmx.js'))}" defer></script>
<script src="${esc(asset('app.js'))}" defer></script>

</head>
<body class="app wide">


${maybe(view.total > 0, () => `<a class="btn skip" href="#passage">${esc(view.words.skip)}</a>`)}
<div class="offline" id="pending-taps" role="status" data-owner="${esc(member.userId)}" hidden>${icon('cloud-off')}<p><b></b><small></small><small id="unstoppable" hidden>Sans réseau, les messages déjà prévus partent à l’heure dite.</small></p><button class="btn quiet" id="forget-tap" type="button" aria-label="Retirer la dernière action">Retirer</button></div>
<div class="banner" id="refused-tap" data-s="alert" role="alert" hidden><p></p><a class="btn" href="${esc(url)}">Revoir la tournée</a></div>
<p class="sr" id="round-said" role="status"></p>
${roundMain(view, openTasks, icon)}
<template id="kept-stops">${each(kept, stop => currentCard(stop, view, icon))}${overCard(view)}</template>
<script src="${esc(asset('taps.js'))}" defer></script>
<script src="${esc(asset('offline-round.js'))}" defer></script>


<nav class="tabs" aria-label="Principal">
  <a href="/agenda">${icon('calendar')}Agenda</a>
  <a href="/today" aria-current="page">${icon('route')}Tournée</a>
  <a href="/tasks">${icon('list-checks')}À faire<span class="count" id="open-tasks"${openTasks === 0 ? ' hidden' : ''}><b>${openTasks}</b><span class="sr"> en attente</span></span></a>
  <a href="/patients">${icon('users-round')}Patients</a>
  <a href="/practice">${icon('settings')}Cabinet</a>
</nav>

</body>
</html>
`
}
