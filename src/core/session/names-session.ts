/** Whether a text names a session: `work` is in `work: captured` and in `claude-session@work.service`, not in `work-2` or `work.2`. In: the text; the ID. */
export const namesSession = (text: string, id: string): boolean => {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.slice(at + id.length, at + id.length + 9)]
    // A dot is part of an ID only when more of one comes behind it, and a unit's suffix is none.
    if (!/[A-Za-z0-9_.-]/.test(before) && !/^(?:[A-Za-z0-9_-]|\.(?!service\b|timer\b)[A-Za-z0-9_-])/.test(after)) return true
  }
  return false
}
