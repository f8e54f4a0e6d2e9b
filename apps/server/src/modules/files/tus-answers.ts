import type { ErrorCode } from '@linli/contract'
import type { FastifyReply } from 'fastify'
import { LinliError } from '../../platform/problem.ts'

const codeOfStatus: Record<number, ErrorCode> = {
  404: 'not_found',
  409: 'upload_offset_wrong',
  410: 'upload_expired',
  413: 'file_too_large',
}
const passedOn = /^(?:upload-|tus-|location$|content-type$|cache-control$)/

/** Gives the library's answer on. Its refusals, which are plain text, become those of the error catalogue: throws `LinliError`. */
export async function answerOfLibrary(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const [name, value] of answer.headers) if (passedOn.test(name)) reply.header(name, value)
  if (answer.status < 400) {
    return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()))
  }
  const words = (await answer.text()).trim()
  const code = codeOfStatus[answer.status]
  if (code) throw new LinliError(code)
  if (answer.status === 412) reply.header('tus-version', '1.0.0')
  throw new LinliError('validation_failed', { fields: [{ pointer: '', message: words }] })
}
