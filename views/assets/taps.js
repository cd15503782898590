// Taps on the round. A tap made without network stays on this device, on screen as waiting, and is sent again with
// its id and its time until the server has it: the server counts the same id once. Without this file the same forms
// post as usual.

const KEY = 'prevenance.taps'
const RETRY_MS = 5000

const owner = () => document.getElementById('pending-taps')?.dataset.owner
const readQueue = () => JSON.parse(localStorage.getItem(KEY) ?? '[]')
const writeQueue = queue => localStorage.setItem(KEY, JSON.stringify(queue))
// Another person's taps wait on this device until that person is back.
const ownQueue = () => readQueue().filter(tap => tap.owner === owner())

let sending = false
let retry

document.addEventListener('submit', event => {
  const form = event.target
  if (!form.matches('form[data-tap]')) return
  event.preventDefault()
  event.stopPropagation()
  const fields = Object.fromEntries(new FormData(form, event.submitter))
  const tap = { owner: owner(), url: form.getAttribute('action'), label: form.dataset.tap, fields }
  tap.fields.event_id = crypto.randomUUID()
  tap.fields.happened_at = new Date().toISOString()
  writeQueue([...readQueue(), tap])
  for (const button of form.querySelectorAll('button')) button.disabled = true
  send()
}, true)

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
      writeQueue(readQueue().filter(other => other.fields.event_id !== tap.fields.event_id))
    }
  } finally {
    sending = false
    showWaiting()
  }
}

// True when the server has decided about the tap, whichever way.
async function sendOne(tap) {
  let response
  try {
    response = await fetch(tap.url, {
      method: 'POST',
      headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', Accept: 'text/html' },
      body: new URLSearchParams({ ...tap.fields, sent_at: new Date().toISOString() }),
      signal: AbortSignal.timeout(20000),
    })
  } catch {
    showWaiting()
    return false
  }
  if (response.status >= 500 || response.status === 429) return false
  const text = await response.text()
  if (response.ok) show(text)
  else refuse(tap, text)
  return true
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('round')
  const shown = document.getElementById('round')
  if (!fresh || !shown) return location.reload()
  shown.replaceWith(fresh)
  window.htmx?.process(fresh)
  document.getElementById('round-said').textContent = fresh.dataset.said ?? ''
}

function refuse(tap, html) {
  const sentence = new DOMParser().parseFromString(html, 'text/html').querySelector('main p')?.textContent
  const note = document.getElementById('refused-tap')
  note.querySelector('p').textContent = `${tap.label} : ${sentence ?? 'refusé'}`
  note.hidden = false
  for (const button of document.querySelectorAll('form[data-tap] button')) button.disabled = false
}

function showWaiting() {
  const waiting = ownQueue()
  const block = document.getElementById('pending-taps')
  if (!block) return
  block.hidden = waiting.length === 0
  const first = waiting.length === 1 ? '1 action en attente' : `${waiting.length} actions en attente`
  block.querySelector('b').textContent = `Hors ligne — ${first}`
  const list = waiting.map(tap => `${tap.label}, ${clock(tap.fields.happened_at)}`)
  block.querySelector('small').textContent = list.join(' · ')
}

const clock = instant => {
  const [hour, minute] = new Date(instant).toTimeString().split(':')
  return `${Number(hour)}\u00a0h\u00a0${minute}`
}

addEventListener('online', send)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send())
showWaiting()
if (owner() && ownQueue().length) send()
