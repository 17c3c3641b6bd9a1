/** The name of a session's joined text. In: the day it ended as `YYYYMMDD`, its lines. */
export const joinedName = (day: string, lines: number): string => `CHAT_SESSION_SCROLLBACK_${day}_${lines}_LINES.txt`

/** Whether a file is a joined text. */
export const isJoinedName = (name: string): boolean => /^CHAT_SESSION_SCROLLBACK_\d{8}_\d+_LINES\.txt$/.test(name)
