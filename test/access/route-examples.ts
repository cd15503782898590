import type { RouteExample } from '../support/route-examples.ts'
import { accountExamples } from './account-examples.ts'
import { comingInExamples } from './coming-in-examples.ts'
import { practiceExamples } from './practice-examples.ts'

export const accessExamples: RouteExample[] = [...comingInExamples, ...accountExamples, ...practiceExamples]
