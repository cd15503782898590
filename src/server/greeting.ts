/** How one gets in: by choosing a person, with the code for the first run, or by signing in. */
export type Entrance = { kind: 'demo' } | { kind: 'first_run'; code: string } | { kind: 'sign_in' }

/** What is said at the start to whoever runs the machine. */
export const greeting = (address: string, entrance: Entrance): string =>
  ['', ...linesFor(address, entrance), ''].map(line => (line === '' ? '' : `  ${line}`)).join('\n')

const linesFor = (address: string, entrance: Entrance): string[] => {
  if (entrance.kind === 'demo')
    return [
      `Prévenance, the demo: ${address}`,
      'Open the address and choose a person. No account, and no text leaves this machine.',
      'For a real practice: DEMO=0 npm start',
    ]
  if (entrance.kind === 'first_run')
    return [
      `Prévenance: ${address}/first-run`,
      `No practice yet. Open the address and type this code, good for a day: ${entrance.code}`,
    ]
  return [`Prévenance: ${address}`, 'Open the address and sign in.']
}
