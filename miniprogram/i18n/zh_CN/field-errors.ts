/** Why a field cannot be saved: one sentence for each code of models/validate.ts. */
export const fieldErrors = {
  NAME_REQUIRED: '请填写队列名称',
  NAME_TOO_LONG: '名称最多 128 个字符',
  NAME_CHARACTERS: '名称只能包含中文、字母、数字和 _ - *',
  EVENTS_REQUIRED: '请至少选择一个回调事件',
  TYPE_REQUIRED: '请选择回调类型',
  URL_REQUIRED: '请填写回调地址',
  URL_INVALID: '请填写完整的 http:// 或 https:// 地址',
  URL_NOT_PUBLIC: '地址必须能从公网访问，不能是内网或本机地址',
  MQ_MODE_REQUIRED: '请选择 TDMQ 模式',
  MQ_REGION_REQUIRED: '请选择 TDMQ 园区',
  MQ_NAME_REQUIRED: '请填写 TDMQ 名称',
  VALUE_UNKNOWN: '这个值不在可选范围内',
} as const;
