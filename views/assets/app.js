// The few things that HTML cannot do alone. Every page works without this file.

// A nurse may keep the night theme until 8 h: the choice stays on this device.
const theme = localStorage.getItem('theme')
if (theme) document.documentElement.dataset.theme = theme
const chosen = document.querySelector(`input[name=theme][value="${theme ?? ''}"]`)
if (chosen) chosen.checked = true
document.addEventListener('change', event => {
  if (event.target.name !== 'theme') return
  localStorage.setItem('theme', event.target.value)
  if (event.target.value) document.documentElement.dataset.theme = event.target.value
  else delete document.documentElement.dataset.theme
})

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// A link that is shown once: copied whole, where the browser allows it.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.querySelector('span').textContent = 'Copié'
  })
}

// What a person has unfolded stays so when a page brings itself up to date.
window.htmx?.config.morphIgnore.push('open')

// The number beside « À faire » follows a page that brings itself up to date.
document.addEventListener('htmx:after:swap', () => {
  const open = document.querySelector('main[data-open-tasks]')?.dataset.openTasks
  const count = document.getElementById('open-tasks')
  if (open === undefined || !count) return
  count.hidden = open === '0'
  count.querySelector('b').textContent = open
})

// The choice of minutes folds once one was made; taps.js lets nobody after it hear of a tap.
document.addEventListener(
  'submit',
  event => event.target.closest('.gestures details')?.removeAttribute('open'),
  true,
)

// The time left before messages leave moves once a second, in steps; not for those who want no motion.
if (!matchMedia('(prefers-reduced-motion: reduce)').matches) setInterval(countDown, 1000)

function countDown() {
  for (const time of document.querySelectorAll('[data-seconds-left]')) {
    const left = Math.max(0, Number(time.dataset.secondsLeft) - 1)
    time.dataset.secondsLeft = left
    time.textContent = left === 0 ? 'maintenant' : duration(left)
    const bar = time.closest('section').querySelector('progress')
    if (bar) bar.value = left
  }
}

const duration = seconds =>
  seconds < 60
    ? `${seconds}\u00a0s`
    : `${Math.floor(seconds / 60)}\u00a0min\u00a0${String(seconds % 60).padStart(2, '0')}`
