import Type, { type Static } from 'typebox'
import { route } from './route.ts'
import { Id, Instant, nullable, oneOf, Point } from './schema.ts'

export const fileKinds = ['image', 'video', 'document'] as const
export type FileKind = (typeof fileKinds)[number]

const mebibyte = 1024 * 1024

/** The largest upload of each kind, in bytes; refused before the first byte when more is announced. */
export const largestFile: Record<FileKind, number> = { image: 20 * mebibyte, video: 50 * mebibyte, document: 20 * mebibyte }

/** The content types an upload may have. The server finds the real one from the bytes; what a client says is a hint. */
export const acceptedContentTypes = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/avif': 'image',
  'image/heic': 'image',
  'image/heif': 'image',
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
  'application/pdf': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
} as const satisfies Record<string, FileKind>

/** Why a file was refused after its bytes were looked at, with what to do next. */
export const fileRefusals = {
  type_not_accepted: {
    zh: '不支持这种文件，请使用 JPEG、PNG、WebP 照片，MP4、MOV、WebM 视频，或 PDF、DOCX、XLSX 文档。',
    en: 'This kind of file is not taken. Use a JPEG, PNG or WebP photo, an MP4, MOV or WebM video, or a PDF, DOCX or XLSX document.',
  },
  heic_not_readable: {
    zh: '本服务器不能读取 HEIC 照片，请在手机相机设置中选择“兼容性最佳”，或转换为 JPEG 后再上传。',
    en: 'This server cannot read HEIC photos. Choose “Most Compatible” in the camera settings, or convert it to JPEG and send it again.',
  },
  too_large: { zh: '文件过大，请压缩后再上传。', en: 'The file is too large for its kind. Make it smaller and send it again.' },
  too_many_pixels: { zh: '图片的像素过多，请缩小后再上传。', en: 'The picture has too many pixels. Make it smaller and send it again.' },
  damaged: {
    zh: '文件不完整或已损坏，请重新选择文件上传。',
    en: 'The file is incomplete or damaged. Choose it again and send it once more.',
  },
  mixed_content: {
    zh: '文件中夹带了其他类型的内容，出于安全已拒绝，请重新拍照或另存后上传。',
    en: 'The file carries content of another kind and was refused for safety. Take the picture anew or save a clean copy.',
  },
  active_content: {
    zh: '文档含有脚本、宏或自动执行的内容，出于安全已拒绝，请另存为不含这些内容的文档。',
    en: 'The document has scripts, macros or actions that run by themselves. Save a copy without them and send that.',
  },
  encrypted: {
    zh: '文档已加密，无法检查，请取消密码后再上传。',
    en: 'The document is encrypted and cannot be checked. Remove its password and send it again.',
  },
  unpacks_too_large: {
    zh: '文档解压后过大，出于安全已拒绝。',
    en: 'The document unpacks to far more than it should and was refused for safety.',
  },
} as const

export const fileRefusalCodes = Object.keys(fileRefusals) as [FileRefusal, ...FileRefusal[]]
export type FileRefusal = keyof typeof fileRefusals

/** A file that belongs to an entry of a matter's timeline. The links die after one to two hours; read the matter again for new ones. */
export const AttachedFile = Type.Object({
  id: Id,
  kind: oneOf(fileKinds),
  contentType: Type.String(),
  bytes: Type.Integer(),
  /** Pixels; null for what is no image. */
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  name: Type.String(),
  url: Type.String(),
  /** Null for what is no image. */
  thumbnailUrl: nullable(Type.String()),
  /** The timeline entry it came with. */
  seq: Type.Integer(),
  visibility: oneOf(['public', 'internal']),
  /** What it shows, e.g. `before` or `after`; null when nothing was said. */
  role: nullable(Type.String()),
})
export type AttachedFile = Static<typeof AttachedFile>

export const uploadStates = ['uploading', 'processing', 'ready', 'refused'] as const

/** An upload as its owner sees it. */
export const UploadedFile = Type.Object({
  id: Id,
  state: oneOf(uploadStates),
  kind: oneOf(fileKinds),
  name: Type.String(),
  /** How many bytes were announced, and how many have arrived. */
  bytes: Type.Integer(),
  received: Type.Integer(),
  /** What is stored; null until `ready`. */
  contentType: nullable(Type.String()),
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  url: nullable(Type.String()),
  thumbnailUrl: nullable(Type.String()),
  /** Set when `refused`. */
  refusal: nullable(Type.Object({ code: oneOf(fileRefusalCodes), detail: Type.String() })),
  /** Where the photo says it was taken (WGS-84), for the reporter to take or leave. Not kept with the file; gone when it is attached, or after a day. */
  offeredPlace: nullable(Point),
  /** After it a file nobody attached is deleted. */
  expiresAt: Instant,
})
export type UploadedFile = Static<typeof UploadedFile>

export const createUploadPermit = route({
  id: 'createUploadPermit',
  method: 'POST',
  path: '/upload-permits',
  tag: 'files',
  who: 'anyone',
  summary: {
    zh: '为未登录的上报人签发上传凭证',
    en: 'Get a permit to upload without an account; send it as the Upload-Token header',
  },
  response: Type.Object({ token: Type.String(), validUntil: Instant }),
  status: 201,
  errors: ['too_many_uploads'],
})

export const getUploadedFile = route({
  id: 'getUploadedFile',
  method: 'GET',
  path: '/files/:fileId',
  tag: 'files',
  who: 'anyone',
  summary: { zh: '查看自己上传的文件', en: 'One of my own uploads: whether it is ready, and the place it offers' },
  params: Type.Object({ fileId: Id }),
  response: UploadedFile,
  errors: ['not_found'],
})
