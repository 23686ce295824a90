/** How a write turned out whose outcome was unknown: one sentence, and what follows from it. */
export const outcomes = {
  done: '已核对：改动已生效',
  notDone: '截至 {time}（云端时间）没有生效',
  notDoneNote: '云端已不再接受那次提交，可以再试一次。万一它仍然迟到生效，会另行提示',
  overtaken: '已核对：现在是别人的改动',
  overtakenNote: '你的改动可能没有生效，也可能随后被覆盖',
  unclear: '队列此后有改动，分不清是不是那次提交',
  unclearNote: '请核对现在的内容',
  late: '较早的提交迟到生效了',
  lateNote: '此前核对时它还没有生效，现在云端已是这样。请核对',
  notShown: '云端接受了提交，但一直没有显示它',
  notShownNote: '请核对现在的内容；要追查时，把提交时间发给控制台的负责人',
  gone: '队列已不存在，那次提交无从核对',
  goneNote: '存储桶、服务或队列可能已被删除',
  noAccess: '你已没有权限读取这个队列，那次提交无从核对',
  noAccessNote: '请其他管理员核对',
} as const;
