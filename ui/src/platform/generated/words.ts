// Generated from the closed lists; do not edit.

export const AttendanceState = {
  Present: '出席',
  Late: '迟到',
  LeftEarly: '早退',
  OnLeave: '请假',
  Absent: '缺席',
} as const

export const DayStage = {
  Planned: '计划',
  Announced: '已公告',
  Held: '已接待',
  Filed: '已归档',
  Cancelled: '取消',
} as const

export const ElectorState = {
  Valid: '有效',
  Ended: '解除',
} as const

export const Role = {
  Clerk: '经办',
  Reviewer: '审核',
  Chair: '主席',
  Viewer: '查看',
} as const
