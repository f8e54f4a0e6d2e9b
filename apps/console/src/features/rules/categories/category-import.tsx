import { ArrowLeftOutlined } from '@ant-design/icons'
import { Loading, NoPermission, problemOf, useProblemText, useSteadyKey } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Upload } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { readTextFile } from '../../../parts/read-text-file.ts'
import { entriesKey, useCalendars, useMayChangeCity } from '../parts/use-rules.ts'
import { CategoryImportRows } from './category-import-rows.tsx'
import { useCategoryImportTexts } from './import-texts.ts'

const mostBytes = 2_000_000

/** Imports a city's own categories: what the file would do row by row, then writing what was seen. */
export function CategoryImport() {
  const mayChange = useMayChangeCity()
  if (useCalendars().isPending) return <Loading />
  return mayChange ? <Import /> : <NoPermission />
}

interface Read {
  name: string
  text: string
}

function Import() {
  const say = useCategoryImportTexts()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const keyFor = useSteadyKey()
  const [file, setFile] = useState<Read | 'unreadable' | 'tooLarge' | null>(null)
  const [skipRefused, setSkip] = useState(false)
  const text = typeof file === 'object' ? (file?.text ?? '') : ''
  const preview = useMutation({ mutationFn: (given: string) => api.previewCategoryImport({ body: { text: given } }) })
  const apply = useMutation({
    mutationFn: (digest: string) =>
      api.importCategories({ body: { text, digest, skipRefused }, idempotencyKey: keyFor([digest, skipRefused]) }),
    onSuccess: () => Promise.all([entriesKey, ['categories']].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] }))),
  })
  const choose = async (chosen: File) => {
    preview.reset()
    apply.reset()
    setSkip(false)
    const read = await readTextFile(chosen, mostBytes)
    setFile(typeof read === 'string' ? read : { name: chosen.name, ...read })
    if (typeof read === 'object') preview.mutate(read.text)
  }
  const seen = preview.data
  const count = seen ? seen.counts.add + seen.counts.change + seen.counts.end : 0
  const isOutdated = problemOf(apply.error)?.code === 'preview_outdated'
  const lookAgain = () => {
    apply.reset()
    preview.mutate(text)
  }
  return (
    <div className="category-import sheet">
      <Link to="/rules/categories">
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
                preview.reset()
                apply.reset()
              }}
            >
              {say('another')}
            </Button>
          }
        />
      ) : (
        <>
          <Upload.Dragger
            accept=".csv,text/csv"
            showUploadList={false}
            disabled={preview.isPending || apply.isPending}
            beforeUpload={(chosen) => {
              void choose(chosen)
              return false
            }}
          >
            <p>{typeof file === 'object' && file ? file.name : say('drop')}</p>
            <p className="linli-quiet linli-small">{say('types')}</p>
          </Upload.Dragger>
          {typeof file === 'string' && <Alert type="error" showIcon role="alert" title={say(file)} />}
          {preview.isPending && <Loading />}
          {preview.error && <Alert type="error" showIcon role="alert" title={problemText(preview.error)} />}
          {seen && <CategoryImportRows key={seen.digest} preview={seen} />}
          {apply.error && (
            <Alert
              type={isOutdated ? 'warning' : 'error'}
              showIcon
              role="alert"
              title={isOutdated ? say('outdated') : problemText(apply.error)}
              action={isOutdated && <Button onClick={lookAgain}>{say('again')}</Button>}
            />
          )}
          {seen && !isOutdated && (
            <div className="category-import-apply">
              {seen.counts.refuse > 0 && (
                <>
                  <output>{say('refusedFirst', { count: seen.counts.refuse })}</output>
                  <Checkbox checked={skipRefused} onChange={({ target }) => setSkip(target.checked)}>
                    {say('skip', { count: seen.counts.refuse })}
                  </Checkbox>
                </>
              )}
              <Button
                type="primary"
                loading={apply.isPending}
                disabled={count === 0 || (seen.counts.refuse > 0 && !skipRefused)}
                onClick={() => apply.mutate(seen.digest)}
              >
                {count === 0 ? say('nothing') : say('apply', { count })}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}
