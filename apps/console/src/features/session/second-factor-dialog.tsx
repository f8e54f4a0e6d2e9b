import type { Me } from '@linli/contract'
import { Loading, QueryError, When } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Enrolment } from './enrolment.tsx'
import { useSessionTexts } from './texts.ts'

const factorKey = ['my-second-factor']

/** My second factor: whether I have one, and setting one up or another in its place. */
export default function SecondFactorDialog({ onClose }: { onClose: () => void }) {
  const say = useSessionTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const mine = useQuery({ queryKey: factorKey, queryFn: () => api.getMySecondFactor(), staleTime: 0 })
  const [setting, setSetting] = useState(false)
  const [tooLate, setTooLate] = useState(false)
  const finish = (me: Me) => {
    queries.setQueryData<Me | null>(['me'], me)
    void queries.invalidateQueries({ queryKey: factorKey })
    message.success(say('factor.isOn'))
    onClose()
  }
  return (
    <Modal
      open
      title={say('factor.title')}
      footer={null}
      mask={{ closable: false }}
      keyboard={!setting}
      width={500}
      onCancel={onClose}
      destroyOnHidden
    >
      {tooLate && <Alert type="warning" showIcon title={say('factor.tooLate')} className="form-alert" />}
      {mine.isPending ? (
        <Loading />
      ) : mine.isError ? (
        <QueryError error={mine.error} onRetry={() => void mine.refetch()} />
      ) : setting ? (
        <Enrolment
          replaces={mine.data.confirmedAt !== null}
          onDone={finish}
          onTooLate={() => {
            setSetting(false)
            setTooLate(true)
          }}
        />
      ) : (
        <>
          {mine.data.confirmedAt === null ? (
            <p>{say('factor.why')}</p>
          ) : (
            <>
              <p>
                {say('factor.since')} <When at={mine.data.confirmedAt} />
              </p>
              <p className={mine.data.recoveryCodesLeft < 3 ? undefined : 'linli-quiet'}>
                {say('factor.left', { count: mine.data.recoveryCodesLeft })}
              </p>
              <p className="linli-quiet">{say('factor.replaceHint')}</p>
            </>
          )}
          <Button
            block
            type="primary"
            autoFocus
            onClick={() => {
              setSetting(true)
              setTooLate(false)
            }}
          >
            {say(mine.data.confirmedAt === null ? 'factor.begin' : 'factor.replace')}
          </Button>
        </>
      )}
    </Modal>
  )
}
