// Taps on the round. A tap made without network stays on this device, on screen as waiting, and is sent again with
// its id and its time until the server has it: the server counts the same id once. Without this file the same forms
// post as usual.

const KEY = 'prevenance.taps'
const RETRY_MS = 5000
// A second tap of the same thumb must not fall on the button that has just taken the first one's place.
const DOUBLE_TAP_MS = 700

const owner = () => document.getElementById('pending-taps')?.dataset.owner
const readQueue = () => JSON.parse(localStorage.getItem(KEY) ?? '[]')
const writeQueue = queue => localStorage.setItem(KEY, JSON.stringify(queue))
// Another person's taps wait on this device until that person is back.
const ownQueue = () => readQueue().filter(tap => tap.owner === owner())
const forget = ({ fields }) =>
  writeQueue(readQueue().filter(other => other.fields.event_id !== fields.event_id))
// crypto.randomUUID exists only on pages that came over https.
const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

let sending = false
let retry
let lastTapAt = Number.NEGATIVE_INFINITY

document.addEventListener(
  'submit',
  event => {
    const form = event.target
    if (!form.matches('form[data-tap]')) return
    event.preventDefault()
    event.stopPropagation()
    if (performance.now() - lastTapAt < DOUBLE_TAP_MS) return
    lastTapAt = performance.now()
    const fields = Object.fromEntries(new FormData(form, event.submitter))
    fields.event_id = newId()
    fields.happened_at = new Date().toISOString()
    const tap = { owner: owner(), url: form.getAttribute('action'), label: form.dataset.tap, fields }
    writeQueue([...readQueue(), tap])
    void send()
  },
  true,
)

async function send() {
  if (sending) return
  sending = true
  clearTimeout(retry)
  try {
    for (let tap = ownQueue()[0]; tap; tap = ownQueue()[0]) {
      if (!(await sendOne(tap))) {
        retry = setTimeout(send, RETRY_MS)
        break
      }
    }
  } finally {
    sending = false
    showWaiting()
  }
}

// True when the server has decided about the tap, whichever way, and it need not wait any more.
async function sendOne(tap) {
  let response
  let text
  try {
    response = await fetch(tap.url, {
      method: 'POST',
      headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', Accept: 'text/html' },
      body: new URLSearchParams({ ...tap.fields, sent_at: new Date().toISOString() }),
      signal: AbortSignal.timeout(20000),
    })
    text = await response.text()
  } catch {
    return false
  }
  if (response.status >= 500 || response.status === 429) return false
  if (response.status === 401 || response.status === 403) {
    explain('Reconnectez-vous\u00a0: vos actions attendent sur cet appareil.')
    return false
  }
  forget(tap)
  if (response.ok) await show(text)
  else explain(`${tap.label}\u00a0: ${sentenceOf(text)}`)
  return true
}

async function show(html) {
  const round = document.getElementById('round')
  if (!round || !html.includes('id="round"')) return location.reload()
  document.getElementById('refused-tap').hidden = true
  await window.htmx.swap({ sourceElement: round, target: '#round', swap: 'outerMorph', text: html })
  document.getElementById('round-said').textContent = document.getElementById('round').dataset.said ?? ''
}

const sentenceOf = html =>
  new DOMParser().parseFromString(html, 'text/html').querySelector('main p')?.textContent ?? 'refusé'

function explain(sentence) {
  const note = document.getElementById('refused-tap')
  note.querySelector('p').textContent = sentence
  note.hidden = false
}

// Says what waits; other scripts hear of it and show what it means for the round.
function showWaiting() {
  const waiting = ownQueue()
  const block = document.getElementById('pending-taps')
  block.hidden = waiting.length === 0
  block.querySelector('b').textContent =
    waiting.length === 1
      ? 'Hors ligne — 1 action en attente'
      : `Hors ligne — ${waiting.length} actions en attente`
  const made = waiting.map(tap => `${tap.label}, ${clock(tap.fields.happened_at)}`)
  block.querySelector('small').textContent = made.join(' · ')
  document.getElementById('unstoppable').hidden = !document.getElementById('notices')
  document.dispatchEvent(new CustomEvent('taps:waiting', { detail: waiting }))
}

const clock = instant => {
  const [hour, minute] = new Date(instant).toTimeString().split(':')
  return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`
}

document.getElementById('forget-tap').addEventListener('click', () => {
  const last = ownQueue().at(-1)
  if (last && !sending) forget(last)
  showWaiting()
})

// A poll that is refused found nobody signed in any more.
document.addEventListener('htmx:response:error', event => {
  if (event.detail.ctx.response.status === 403) location.reload()
})
addEventListener('online', send)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send())
document.addEventListener('DOMContentLoaded', () => {
  showWaiting()
  void send()
})
