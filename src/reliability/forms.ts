import { z } from 'zod'
import { PERIODS } from './period.ts'

/** What does not fit is read as nothing said. */
export const reliabilityQuery = z.object({
  period: z.enum(PERIODS).catch(PERIODS[0]),
  clinician: z.string().optional().catch(undefined),
  patients: z.literal('all').optional().catch(undefined),
})
