import { type RouteExample, shows } from '../support/route-examples.ts'

export const webExamples: RouteExample[] = [
  { route: 'GET /health', as: 'nobody', effect: shows('up') },
  { route: 'GET /ready', as: 'nobody', effect: shows('ready') },
  {
    route: 'GET /metrics',
    as: 'operator',
    arrange: ({ house }) => ({
      url: '/metrics',
      headers: { authorization: `Bearer ${house.config.metricsToken}` },
    }),
    effect: shows('prevenance_database_up{kind="sqlite"} 1'),
  },
  {
    route: 'GET /assets/:name',
    as: 'nobody',
    arrange: () => ({ url: '/assets/app.css' }),
    effect: shows('@layer'),
  },
]
