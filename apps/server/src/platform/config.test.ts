import { describe, expect, test } from 'vitest'
import { readChannelSettings } from './channel-settings.ts'
import { readConfig, requireCityName } from './config.ts'

describe('the settings', () => {
  test('have a default each', () => {
    expect(readConfig({}, '/project')).toEqual({
      city: 'demo',
      port: 3000,
      host: '127.0.0.1',
      dataFolder: '/project/.linli',
      databaseUrl: null,
      s3: null,
      production: false,
      logLevel: 'info',
      channels: readChannelSettings({}),
      roles: new Set(['api', 'worker', 'migrate']),
    })
  })

  test('are read from the environment', () => {
    const environment = {
      PORT: '0',
      HOST: '::1',
      LINLI_DATA: '/elsewhere',
      LINLI_CITY: 'jiaozhou',
      DATABASE_URL: 'postgres://x',
      LINLI_LOG: 'debug',
      LINLI_ROLES: 'worker, api',
      NODE_ENV: 'production',
      LINLI_S3_ENDPOINT: 'https://s3.example/',
      LINLI_S3_BUCKET: 'linli',
      LINLI_S3_REGION: 'cn-north-1',
      LINLI_S3_ACCESS_KEY_ID: 'AK',
      LINLI_S3_SECRET_ACCESS_KEY: 'SK',
    }
    expect(readConfig(environment, '/project')).toEqual({
      city: 'jiaozhou',
      port: 0,
      host: '::1',
      dataFolder: '/elsewhere',
      databaseUrl: 'postgres://x',
      s3: { endpoint: 'https://s3.example', bucket: 'linli', region: 'cn-north-1', accessKeyId: 'AK', secretAccessKey: 'SK' },
      production: true,
      logLevel: 'debug',
      channels: readChannelSettings({}),
      roles: new Set(['api', 'worker']),
    })
  })

  test('that make no sense are named in a sentence', () => {
    for (const PORT of ['eighty', '-1', '65536', '80.5'])
      expect(() => readConfig({ PORT }, '/')).toThrow(`PORT must be a number from 0 to 65535, not "${PORT}".`)
    expect(() => readConfig({ LINLI_ROLES: 'api,cook' }, '/')).toThrow('LINLI_ROLES knows api, worker and migrate, not "cook".')
    expect(() => readConfig({ LINLI_S3_BUCKET: 'linli' }, '/')).toThrow('To keep files in S3, set LINLI_S3_ENDPOINT, LINLI_S3_REGION')
    expect(() => readConfig({ LINLI_CITY: 'Qingdao' }, '/')).toThrow('"Qingdao" cannot name a city')
  })
})

describe('the name of a city', () => {
  test('is one that can name its schema and role', () => {
    for (const name of ['demo', 'qd', 'city_2', 'a'.repeat(30)]) expect(() => requireCityName(name)).not.toThrow()
    for (const name of [
      '',
      'a',
      'A1',
      '1a',
      '_a',
      'a-b',
      'a b',
      'a"b',
      'a;drop',
      '青岛',
      'a'.repeat(31),
      'pg_catalog',
      'public',
      'information_schema',
      'demo_jobs',
      'demo\n',
    ])
      expect(() => requireCityName(name), name).toThrow('cannot name a city')
  })
})
