import { ArrowLeftOutlined } from '@ant-design/icons'
import type { BodyOf, CoordinateSystem, importAreas } from '@linli/contract'
import { NoPermission, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Form, Input, Select, Upload } from 'antd'
import { useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { readTextFile } from '../../parts/read-text-file.ts'
import './areas.css'
import { ImportRows } from './import-rows.tsx'
import { useImportTexts } from './import-texts.ts'
import { LongWork } from './long-work.tsx'

type GivenFile = BodyOf<typeof importAreas>['file']
type TextFile = Pick<GivenFile, 'format' | 'text'> & { name: string; size: string }

const mostBytes = 40_000_000
const systems: readonly CoordinateSystem[] = ['wgs84', 'gcj02', 'cgcs2000']

/** Imports areas from a file: what it would do row by row, then writing what was seen. */
export function ImportPage() {
  return useMay('areas.write') ? <Import /> : <NoPermission />
}

function Import() {
  const say = useImportTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const keyOf = useSteadyKey()
  const running = useRef(new AbortController())
  const [file, setFile] = useState<TextFile | 'unreadable' | 'tooLarge' | null>(null)
  const [coordinateSystem, setSystem] = useState<CoordinateSystem>('wgs84')
  const [source, setSource] = useState('')
  const [skipRefused, setSkip] = useState(false)
  const [cancelled, setCancelled] = useState(false)
  const read = typeof file === 'object' ? file : null
  const given = (): GivenFile => ({
    format: read?.format ?? 'csv',
    text: read?.text ?? '',
    coordinateSystem,
    ...(source.trim() && { source: source.trim() }),
  })
  const start = () => {
    setCancelled(false)
    running.current = new AbortController()
    return running.current.signal
  }
  const preview = useMutation({ mutationFn: () => api.previewAreaImport({ body: given() }, start()) })
  const apply = useMutation({
    mutationFn: (digest: string) => {
      const body = { file: given(), digest, skipRefused }
      return api.importAreas({ body, idempotencyKey: keyOf([digest, skipRefused]) }, start())
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['areas'] }),
  })
  const cancel = () => {
    running.current.abort()
    setCancelled(true)
  }
  const restart = () => {
    preview.reset()
    apply.reset()
    setCancelled(false)
  }
  const seen = preview.data
  const busy = preview.isPending || apply.isPending
  const error = cancelled ? null : (apply.error ?? preview.error)
  const count = seen ? seen.counts.add + seen.counts.change : 0
  return (
    <div className="area-import">
      <Link to="/areas" className="area-tool-back">
        <ArrowLeftOutlined aria-hidden /> {say('back')}
      </Link>
      <h1>{say('title')}</h1>
      <p className="linli-quiet">{say('hint')}</p>
      {apply.data ? (
        <Alert
          type="success"
          showIcon
          title={say('done', apply.data)}
          action={
            <Button
              onClick={() => {
                setFile(null)
                restart()
              }}
            >
              {say('another')}
            </Button>
          }
        />
      ) : (
        <>
          <Form layout="vertical" className="import-form" disabled={busy} onFinish={() => read && preview.mutate()}>
            <Upload.Dragger
              accept=".csv,.geojson,.json"
              showUploadList={false}
              beforeUpload={(chosen) => {
                restart()
                void readFile(chosen).then(setFile)
                return false
              }}
            >
              <p>{read ? say('file', { name: read.name, size: read.size }) : say('drop')}</p>
              <p className="linli-quiet linli-small">{say('types')}</p>
            </Upload.Dragger>
            {typeof file === 'string' && <Alert type="error" role="alert" title={say(file)} />}
            <div className="import-fields">
              <Form.Item label={say('system')} htmlFor="import-system">
                <Select
                  id="import-system"
                  value={coordinateSystem}
                  onChange={(value) => {
                    setSystem(value)
                    restart()
                  }}
                  options={systems.map((value) => ({ value, label: say(`systems.${value}`) }))}
                />
              </Form.Item>
              <Form.Item label={say('source')} htmlFor="import-source">
                <Input
                  id="import-source"
                  maxLength={300}
                  placeholder={say('sourceHint')}
                  value={source}
                  onChange={({ target }) => {
                    setSource(target.value)
                    restart()
                  }}
                />
              </Form.Item>
              <Button type={seen ? 'default' : 'primary'} htmlType="submit" disabled={!read}>
                {say('preview')}
              </Button>
            </div>
          </Form>
          {busy && <LongWork said={preview.isPending ? 'checking' : 'writing'} onCancel={cancel} />}
          {cancelled && <Alert type="info" title={say('cancelled')} />}
          {error && <Alert type="error" role="alert" title={problemText(error)} />}
          {seen && !preview.isPending && (
            <>
              <ImportRows preview={seen} />
              <div className="import-apply">
                {seen.counts.refuse > 0 && (
                  <>
                    <output>{say('refusedFirst', { count: seen.counts.refuse })}</output>
                    <Checkbox checked={skipRefused} disabled={busy} onChange={({ target }) => setSkip(target.checked)}>
                      {say('skip', { count: seen.counts.refuse })}
                    </Checkbox>
                  </>
                )}
                <Button
                  type="primary"
                  disabled={busy || count === 0 || (seen.counts.refuse > 0 && !skipRefused)}
                  onClick={() => apply.mutate(seen.digest)}
                >
                  {say('apply', { count })}
                </Button>
              </div>
            </>
          )}
        </>
      )}
    </div>
  )
}

async function readFile(file: File): Promise<TextFile | 'unreadable' | 'tooLarge'> {
  const read = await readTextFile(file, mostBytes)
  if (typeof read === 'string') return read
  return { format: /\.csv$/i.test(file.name) ? 'csv' : 'geojson', text: read.text, name: file.name, size: sizeOf(file) }
}

function sizeOf(file: File): string {
  return file.size < 1e6 ? `${Math.ceil(file.size / 1e3)} KB` : `${(file.size / 1e6).toFixed(1)} MB`
}
