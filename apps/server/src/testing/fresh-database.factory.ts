import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

/** A database with nothing in it, dropped when the file is done. */
export async function freshDatabase(): Promise<pg.ClientConfig> {
  const address = inject('database')
  const name = `f_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await ask(address, `create database ${name}`)
  afterAll(() => ask(address, `drop database ${name} with (force)`))
  return { ...address, database: name }
}

/** One statement as the owner. */
export async function ask<Row extends pg.QueryResultRow>(
  connection: pg.ClientConfig,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Row>(statement, values)).rows
  } finally {
    await client.end()
  }
}
