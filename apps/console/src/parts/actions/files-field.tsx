import { Form } from 'antd'
import { FileInput, isUploading } from '../file-input.tsx'
import { useActionTexts } from './texts.ts'

/** Photos and documents that come with an action; it cannot be sent while one of them is still on its way. */
export function FilesField() {
  const say = useActionTexts()
  return (
    <Form.Item
      name="fileIds"
      label={say('files')}
      rules={[
        { validator: (_, value?: string[]) => (isUploading(value) ? Promise.reject(new Error(say('filesUploading'))) : Promise.resolve()) },
      ]}
    >
      <FileInput />
    </Form.Item>
  )
}

/** The files as a route takes them; nothing when there are none. */
export function withFiles(fileIds: string[] | undefined): { fileIds?: string[] } {
  return fileIds && fileIds.length > 0 ? { fileIds } : {}
}
