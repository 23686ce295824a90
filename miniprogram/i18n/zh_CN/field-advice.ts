/** What is worth knowing about a field: one sentence for each code of models/field-advice.ts. */
export const fieldAdvice = {
  NAME_BYTES: '名称超过 128 字节（一个汉字占 3 字节），文档没有说明按字符还是按字节计，云端可能拒绝',
  HIDDEN_PART: '地址里有被隐藏的部分（***），请填写完整地址',
  ODD_CHARACTERS: '地址里有不能使用或看不见的字符，云端可能送不到',
  HOST_NOT_PUBLIC: '地址不在公网上，云端可能送不到',
  NOT_ENCRYPTED: 'http 不加密，途中可能被读到或改动',
  PORT_UNDOCUMENTED: '文档没有说明云端能否访问这个端口，请先试一次',
  TOKEN_IN_URL: '能查看队列的人都看得到地址里的令牌',
  XML_BY_DEFAULT: '未设置时云端发送 XML',
  BOTH_EVENTS: '两种事件的内容结构不同，接收方都要能解析',
  NO_TASK_EVENT: '单个任务完成时不会通知',
  NO_WORKFLOW_EVENT: '工作流完成时不会通知',
  JOB_OVERRIDES: '任务自带的 CallBack 优先于这里的设置，为 no 时不通知',
} as const;
