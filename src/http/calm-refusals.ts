import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusals.ts'

/**
 * What is refused to patients and carers is told in one quiet sentence that says nothing of anybody; `missing` heads the
 * page of what is not there.
 */
export const refuseCalmly =
  (missing: string) =>
  async (
    fault: FastifyError | Refusal,
    _request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    if (!(fault instanceof Refusal)) throw fault
    const page = { title: fault.status === 404 ? missing : 'Un instant', sentence: fault.message }
    return await reply.page('shared/calm-refusal', page, { layout: 'patient', status: fault.status })
  }
