import type { RouteExample } from '../support/route-examples.ts'
import { hoursExamples } from './hours-examples.ts'
import { kindExamples } from './kind-examples.ts'

export const schedulingExamples: RouteExample[] = [...hoursExamples, ...kindExamples]
