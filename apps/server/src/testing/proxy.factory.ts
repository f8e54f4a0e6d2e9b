import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll } from 'vitest'

/** A way to the database that can be cut, as a network or a stopped server would, and mended. */
export async function startProxy(
  connection: pg.ClientConfig,
): Promise<{ connection: pg.ClientConfig; cut(): Promise<void>; mend(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-proxy-'))
  const socketName = `.s.PGSQL.${connection.port ?? 5432}`
  const open = new Set<Socket>()
  let server: Server | null = null

  const mend = async () => {
    server = createServer((incoming) => {
      const outgoing = connect(join(connection.host ?? '', socketName))
      for (const socket of [incoming, outgoing]) {
        open.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          open.delete(socket)
          incoming.destroy()
          outgoing.destroy()
        })
      }
      incoming.pipe(outgoing).pipe(incoming)
    })
    await new Promise<void>((resolve) => server?.listen(join(folder, socketName), resolve))
  }
  const cut = async () => {
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    for (const socket of open) socket.destroy()
    await closed
    server = null
  }

  await mend()
  afterAll(async () => {
    await cut()
    rmSync(folder, { recursive: true, force: true })
  })
  return { connection: { ...connection, host: folder }, cut, mend }
}
