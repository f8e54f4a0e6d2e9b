import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { accept, desk, grid, inTheGrid, reportAnonymously, says, showFresh, staffPhone, stars, waiting, wording } from './at-work.ts'
import { closeBrowser, endJourney, look, openBrowser, phonePage } from './browser.ts'
import { acceptAndDispatch, colleague, versionOf } from './colleague.ts'
import { addPhoto, cameraPhoto } from './photo.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

test('a resident reports with a photo in four taps, adds words when asked, reminds, and sees the photo upright', async () => {
  const what = wording('路灯坏了三天，晚上看不见路')
  const resident = await phonePage({ at: inTheGrid })
  await resident.goto('/')
  await resident.getByRole('link', { name: '我要反映' }).tap()
  await addPhoto(resident, /拍张照片/, await cameraPhoto(), false)
  await resident.getByText('已上传').waitFor()
  await resident.getByRole('button', { name: '用我现在的位置' }).tap()
  await resident.getByText('位置已找到：').waitFor()
  await resident.getByRole('textbox', { name: '什么事' }).fill(what)
  await resident.getByRole('group', { name: /是不是这一类/ }).getByText('路灯').first().tap()
  await look(resident, 'phone-report-filled')
  await resident.getByRole('button', { name: '提交', exact: true }).tap()
  await resident.getByRole('heading', { name: '已收到' }).waitFor()
  await resident.getByText('最晚答复').waitFor()
  await look(resident, 'phone-sent')
  await resident.getByRole('link', { name: '看办到哪一步' }).tap()
  await resident.getByRole('button', { name: '看大图：照片 1' }).tap()
  const large = resident.getByRole('img', { name: '照片 1' })
  await large.waitFor()
  await vi.waitFor(async () => {
    const size = await resident.evaluate<number[]>('(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.querySelector("dialog img"))')
    // Turned upright, and no side longer than 2,048 pixels.
    expect(size).toEqual([1536, 2048])
  }, waiting)
  await look(resident, 'phone-photo')
  await resident.getByRole('button', { name: '关闭' }).first().tap()
  await resident.getByRole('button', { name: '催一催' }).tap()
  await resident.getByRole('dialog').getByRole('button', { name: '催一催' }).tap()
  await resident.getByText(/催过 1 次/).waitFor()
})
