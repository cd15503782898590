import type { RouteExample } from '../support/route-examples.ts'

export const accessExamples: RouteExample[] = []
