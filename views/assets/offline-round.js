// What the taps that still wait mean for the round: which visit has begun or is over, and where one goes next, from
// what the page brought with it. The server knows nothing of them yet; its next answer takes the place of all this.

const kept = document.getElementById('kept-stops')
let waiting = []
let pristine = null

document.addEventListener('taps:waiting', event => {
  const ids = taps => taps.map(tap => tap.fields.event_id).join()
  const changed = ids(event.detail) !== ids(waiting)
  waiting = event.detail
  if (changed) showWhatWaits()
})

// The server's own picture has come: it is the one to begin from.
document.addEventListener('htmx:after:swap', event => {
  if (event.detail.ctx.target?.id !== 'round' && event.detail.ctx.target !== '#round') return
  pristine = null
  showWhatWaits()
})

function showWhatWaits() {
  const round = document.getElementById('round')
  if (pristine !== null) round.innerHTML = pristine
  const before = stateOnScreen(round)
  const after = waiting.reduce(makeGesture, before)
  if (after === before) {
    pristine = null
    return
  }
  pristine ??= round.innerHTML
  showStop(round, after)
  for (const line of round.querySelectorAll('li.stop[id]'))
    line.hidden = after.over.has(idOf(line)) || idOf(line) === after.current
  round.querySelector('.tally b').textContent = after.done
  window.htmx.process(round)
}

const idOf = line => line.id.replace('stop-', '')

function stateOnScreen(round) {
  const passage = round.querySelector('#passage')
  const lines = [...round.querySelectorAll('.stops:not(.past) li.stop[id]')].map(idOf)
  const current = passage?.dataset.stop ?? null
  return {
    order: current ? [current, ...lines] : lines,
    current,
    begunAt: null,
    over: new Set(),
    done: Number(round.querySelector('.tally b')?.textContent ?? 0),
  }
}

function makeGesture(state, tap) {
  const [, stop, gesture] =
    tap.url.match(/\/stops\/([^/]+)\/(departure|arrival|completion|absence|hospitalisation)$/) ?? []
  if (!stop || !state.order.includes(stop) || state.over.has(stop)) return state
  if (gesture === 'arrival') return { ...state, current: stop, begunAt: tap.fields.happened_at }
  if (gesture === 'departure') return { ...state, current: stop, begunAt: null }
  const over = new Set([...state.over, stop])
  const next = state.order.find(id => !over.has(id)) ?? null
  const leaves = stop === state.current
  return {
    ...state,
    over,
    done: state.done + 1,
    current: leaves ? next : state.current,
    begunAt: leaves ? null : state.begunAt,
  }
}

function showStop(round, { current, begunAt }) {
  const card = kept.content.querySelector(`[data-stop="${current ?? ''}"]`)
  if (!card) return
  const shown = card.cloneNode(true)
  shown.id = 'passage'
  if (begunAt) begin(shown)
  round.querySelector('#passage').replaceWith(shown)
}

function begin(card) {
  const dock = card.querySelector('.dock')
  dock.action = dock.getAttribute('action').replace(/arrival$/, 'completion')
  const button = dock.querySelector('button')
  button.firstChild.textContent = 'Terminé'
  dock.dataset.tap = `Terminé, ${button.querySelector('small').textContent}`
  for (const before of ['departure', 'hospitalisation'])
    card.querySelector(`[action$="/${before}"]`)?.remove()
}
