export interface ErrorEntry {
  status: number
  /** True when another request by the caller could succeed; such refusals are not logged as faults. */
  callersFault: boolean
  zh: string
  en: string
}

/**
 * The error catalogue: one line a code. Texts say what to do next.
 * Answers are RFC 9457 problem documents whose `code` is a key of this table.
 */
export const errorCatalogue = {
  validation_failed: {
    status: 400,
    callersFault: true,
    zh: '有内容填写不正确，请按提示修改后再提交。',
    en: 'Something is not filled in correctly. Correct the marked fields and send again.',
  },
  idempotency_key_missing: {
    status: 400,
    callersFault: true,
    zh: '缺少 Idempotency-Key 请求头，请由客户端生成一个并重试。',
    en: 'The Idempotency-Key header is missing. Make one on the client and send again.',
  },
  not_signed_in: { status: 401, callersFault: true, zh: '请先登录。', en: 'Please sign in first.' },
  wrong_credentials: {
    status: 401,
    callersFault: true,
    zh: '账号或密码不正确，请核对后重试。',
    en: 'The account or the password is not right. Check both and try again.',
  },
  wrong_code: {
    status: 401,
    callersFault: true,
    zh: '验证码不正确或已过期，请重新获取。',
    en: 'The code is wrong or has expired. Ask for a new one.',
  },
  wrong_receipt_code: {
    status: 401,
    callersFault: true,
    zh: '查询码不正确，请核对回执上的查询码。',
    en: 'This receipt code is not known. Check the code on your receipt.',
  },
  not_allowed: {
    status: 403,
    callersFault: true,
    zh: '您的岗位没有这项权限，如有需要请联系管理员。',
    en: 'Your post does not include this right. Ask an administrator if you need it.',
  },
  password_change_needed: {
    status: 403,
    callersFault: true,
    zh: '请先修改一次性密码，再继续使用。',
    en: 'Change the one-time password first, then go on.',
  },
  foreign_origin: {
    status: 403,
    callersFault: true,
    zh: '请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  link_not_valid: {
    status: 403,
    callersFault: true,
    zh: '文件链接无效或已过期，请重新打开事项获取。',
    en: 'This link to a file is not valid or has expired. Open the matter again to get a new one.',
  },
  not_found: { status: 404, callersFault: true, zh: '没有找到，或不在您的管辖范围内。', en: 'Not found, or outside what you look after.' },
  matter_changed: {
    status: 409,
    callersFault: true,
    zh: '这件事项刚刚被他人处理过，请查看最新情况后再操作；您填写的内容已保留。',
    en: 'Someone has just acted on this matter. Look at what changed and try again; what you typed is kept.',
  },
  action_not_possible: {
    status: 409,
    callersFault: true,
    zh: '事项当前的状态不能进行这一操作，请刷新后查看可用的操作。',
    en: 'This is not possible in the present state of the matter. Reload to see what can be done.',
  },
  request_open: {
    status: 409,
    callersFault: true,
    zh: '这项派单已有一个申请等待裁定，请等结果出来再提出。',
    en: 'A request for this assignment is still waiting for a ruling. Wait for it first.',
  },
  already_following: { status: 409, callersFault: true, zh: '您已经在关注这件事项。', en: 'You follow this matter already.' },
  reminded_today: {
    status: 409,
    callersFault: true,
    zh: '今天已经催办过，明天可以再次催办。',
    en: 'You have reminded them today already. You can do so again tomorrow.',
  },
  idempotency_in_progress: {
    status: 409,
    callersFault: true,
    zh: '同一请求正在处理，请稍候再试。',
    en: 'The same request is still being worked on. Try again in a moment.',
  },
  area_changed: {
    status: 409,
    callersFault: true,
    zh: '区域刚刚被他人修改，请刷新后再操作。',
    en: 'The area has just been changed by someone else. Reload and try again.',
  },
  rule_changed: {
    status: 409,
    callersFault: true,
    zh: '这条规则刚刚被他人修改，请查看最新内容后再保存；您填写的内容已保留。',
    en: 'Someone has just changed this rule. Look at what it says now and save again; what you typed is kept.',
  },
  preview_outdated: {
    status: 409,
    callersFault: true,
    zh: '预览之后数据已有变化，请重新预览后再导入。',
    en: 'Things changed since the preview. Preview again, then import.',
  },
  rules_changed: {
    status: 409,
    callersFault: true,
    zh: '在您编辑期间，他人已发布新的派单规则；您的草稿已保留，请对照新版本后再发布。',
    en: 'Someone has published new routing rules meanwhile. Your draft is kept; compare it with the new version, then publish again.',
  },
  draft_changed: {
    status: 409,
    callersFault: true,
    zh: '草稿已在别处保存过，请刷新后对照，再保存一次。',
    en: 'The draft was saved elsewhere meanwhile. Reload, compare and save again.',
  },
  category_changed: {
    status: 409,
    callersFault: true,
    zh: '类别刚刚被他人修改或停用，请刷新后再操作。',
    en: 'The category has just been changed or ended by someone else. Reload and try again.',
  },
  category_has_kinds: {
    status: 409,
    callersFault: true,
    zh: '这个大类下还有在用的小类，请先停用或移走小类。',
    en: 'This class still has kinds in use. End or move those first.',
  },
  already_exists: { status: 409, callersFault: true, zh: '已经存在相同的记录。', en: 'The same record exists already.' },
  upload_offset_wrong: {
    status: 409,
    callersFault: true,
    zh: '续传的位置与服务器已收到的不一致，请先查询已收到的字节数再继续。',
    en: 'The server has received more or less than that. Ask how much has arrived and go on from there.',
  },
  upload_expired: {
    status: 410,
    callersFault: true,
    zh: '这次上传已过期，请重新上传。',
    en: 'This upload has expired. Send the file again.',
  },
  file_too_large: {
    status: 413,
    callersFault: true,
    zh: '文件过大：照片和文档不超过 20 MB，视频不超过 50 MB。',
    en: 'The file is too large: photos and documents up to 20 MB, videos up to 50 MB.',
  },
  body_too_large: { status: 413, callersFault: true, zh: '提交的内容过大。', en: 'What was sent is too large.' },
  range_not_satisfiable: {
    status: 416,
    callersFault: true,
    zh: '请求的字节范围超出文件大小。',
    en: 'The file does not have the bytes asked for.',
  },
  file_type_not_accepted: {
    status: 415,
    callersFault: true,
    zh: '不支持这种文件，请上传照片、视频，或 PDF、DOCX、XLSX 文档。',
    en: 'This kind of file is not taken. Send a photo, a video, or a PDF, DOCX or XLSX document.',
  },
  unsupported_media_type: {
    status: 415,
    callersFault: true,
    zh: '不支持这种内容格式，请使用 JSON。',
    en: 'This content type is not supported. Send JSON.',
  },
  idempotency_key_reused: {
    status: 422,
    callersFault: true,
    zh: '同一个 Idempotency-Key 用于了不同的内容，请换一个新的键。',
    en: 'The same Idempotency-Key was used with other content. Use a new key.',
  },
  no_place: {
    status: 422,
    callersFault: true,
    zh: '请提供位置或地址，以便找到负责的网格。',
    en: 'Give a place or an address so that the right grid can be found.',
  },
  unknown_category: { status: 422, callersFault: true, zh: '没有这个类别，请重新选择。', en: 'There is no such category. Choose again.' },
  unknown_organisation: {
    status: 422,
    callersFault: true,
    zh: '所选单位不存在或已停用，请重新选择。',
    en: 'The chosen organisation does not exist or has ended. Choose again.',
  },
  one_lead_needed: {
    status: 422,
    callersFault: true,
    zh: '派单需要且只能有一个牵头单位，同一单位不能重复。',
    en: 'A dispatch needs exactly one lead, and no organisation twice.',
  },
  unknown_area: {
    status: 422,
    callersFault: true,
    zh: '所选区域没有受理台，或不在这件事项的上下级中，请重新选择。',
    en: 'The chosen area has no desk, or lies neither above nor below this matter. Choose again.',
  },
  skips_a_level: {
    status: 422,
    callersFault: true,
    zh: '只有紧急事项可以越级，请逐级办理。',
    en: 'Only urgent matters may skip a level. Go one level at a time.',
  },
  nothing_changes: { status: 422, callersFault: true, zh: '类别和紧急程度都没有变化。', en: 'Neither category nor severity changes.' },
  cannot_merge: {
    status: 422,
    callersFault: true,
    zh: '不能并入这一件：它已结束太久、不是同一类事项，或就是这一件本身。',
    en: 'It cannot be merged into that one: it ended too long ago, is of another kind, or is this very matter.',
  },
  cannot_link: {
    status: 422,
    callersFault: true,
    zh: '不能这样关联：是同一件、已有关联，或会形成循环。',
    en: 'They cannot be linked so: it is the same matter, linked already, or would go in a circle.',
  },
  limit_passed: {
    status: 422,
    callersFault: true,
    zh: '时限已过，不能再申请延期。',
    en: 'The limit has passed; it can no longer be extended.',
  },
  beyond_ceiling: {
    status: 422,
    callersFault: true,
    zh: '超过了这一类别一次延期的上限。',
    en: 'This is more than one extension may grant in this category.',
  },
  date_not_ahead: {
    status: 422,
    callersFault: true,
    zh: '日期必须晚于现在，且不超过两年。',
    en: 'The date must lie ahead, and within two years.',
  },
  card_only_rises: {
    status: 422,
    callersFault: true,
    zh: '督办只能升级，不能低于已有的督办。',
    en: 'Cards only rise: choose at least the level there is.',
  },
  own_work: {
    status: 422,
    callersFault: true,
    zh: '不能核查本单位自己办理的事项。',
    en: 'You cannot verify the work of your own organisation.',
  },
  not_in_your_grid: {
    status: 422,
    callersFault: true,
    zh: '该位置不在您的网格内，请改为普通上报。',
    en: 'This place is not in your grid. Report it instead.',
  },
  rules_refused: {
    status: 422,
    callersFault: true,
    zh: '规则中有必须修正的问题，请按检查结果修改后再发布。',
    en: 'Some rules cannot work as they are. Mend what the check found, then publish.',
  },
  category_does_not_fit: {
    status: 422,
    callersFault: true,
    zh: '上级类别必须是同一门类中在用的大类，请重新选择。',
    en: 'The parent must be a class in use of the same family. Choose again.',
  },
  unknown_file: {
    status: 422,
    callersFault: true,
    zh: '所附的文件不存在、尚未处理完成或已用于其他事项，请重新上传。',
    en: 'An attached file does not exist, is not ready, or has been used already. Upload it again.',
  },
  import_refused: {
    status: 422,
    callersFault: true,
    zh: '文件中有被拒绝的行，请修正后重新预览。',
    en: 'The file has refused rows. Correct them and preview again.',
  },
  rule_needed: {
    status: 422,
    callersFault: true,
    zh: '这条规则不可缺少，不能停用；请改为修改它的内容。',
    en: 'The city cannot do without this rule. Change it instead of ending it.',
  },
  wrong_level: { status: 422, callersFault: true, zh: '层级不符合要求。', en: 'The level does not fit here.' },
  overlapping_time: { status: 422, callersFault: true, zh: '起止时间不正确。', en: 'The dates do not fit together.' },
  weak_password: {
    status: 422,
    callersFault: true,
    zh: '密码至少 12 位，且不能是常见密码或账号本身。',
    en: 'A password needs at least 12 characters and must not be a common one or the account name.',
  },
  channel_off: {
    status: 422,
    callersFault: true,
    zh: '本市没有开通这种通知方式，请选择其他方式。',
    en: 'This city has not set up this way of being told. Choose another.',
  },
  no_address: {
    status: 422,
    callersFault: true,
    zh: '您还没有可用于这种方式的地址，请先添加并确认。',
    en: 'You have no address for this way of being told yet. Add and confirm one first.',
  },
  not_an_address: {
    status: 422,
    callersFault: true,
    zh: '地址格式不正确，请填写邮箱或 11 位手机号。',
    en: 'This is no address of that kind. Give a mail address, or a phone number of 11 digits.',
  },
  too_many_addresses: {
    status: 422,
    callersFault: true,
    zh: '地址太多了，请先删除不用的。',
    en: 'You have too many addresses. Remove those you do not use.',
  },
  unknown_push_service: {
    status: 422,
    callersFault: true,
    zh: '不支持该浏览器的推送服务，请换一个浏览器或其他通知方式。',
    en: 'The push service of this browser is not one we send to. Use another browser or another way of being told.',
  },
  too_many_attempts: { status: 429, callersFault: true, zh: '尝试次数过多，请稍后再试。', en: 'Too many attempts. Please wait a little.' },
  too_many_uploads: {
    status: 429,
    callersFault: true,
    zh: '上传过多，请稍后再试。',
    en: 'Too many uploads for now. Please wait a little.',
  },
  internal: {
    status: 500,
    callersFault: false,
    zh: '服务器出错了，内容没有丢失，请稍后重试。',
    en: 'Something went wrong on the server. Nothing was lost; try again in a moment.',
  },
  file_store_unavailable: {
    status: 503,
    callersFault: false,
    zh: '文件存储暂时不可用，已收到的部分不会丢失，请稍后继续上传。',
    en: 'The file store is not available just now. What has arrived is kept; go on in a moment.',
  },
  file_store_full: {
    status: 507,
    callersFault: false,
    zh: '文件存储空间不足，暂时不能上传；事项可以先不带附件上报。',
    en: 'There is no room for files just now. You can still report without them.',
  },
  channel_away: {
    status: 503,
    callersFault: false,
    zh: '对方服务暂时不可用，请稍后重试。',
    en: 'The other service does not answer just now. Try again in a moment.',
  },
  database_unavailable: {
    status: 503,
    callersFault: false,
    zh: '数据库暂时不可用，请稍后重试。',
    en: 'The database is not available just now. Try again in a moment.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue
