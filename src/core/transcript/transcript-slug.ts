/** Claude Code cuts names longer than this and appends a hash of the path. */
const longest = 200

/** The name of the folder below `projects/` that Claude Code keeps a directory's transcripts in. */
export interface TranscriptSlug {
  readonly name: string
  /** False when `name` is only how the folder's name begins. */
  readonly whole: boolean
}

/**
 * A directory to its folder: every character outside `[A-Za-z0-9]` becomes `-`. In: an absolute path. Different directories may share a folder,
 * and CLAUDE_CODE_PROJECT_DIR_NAME may give it another name: a hint where to look, never a proof. Source: Claude Code's documentation of sessions.
 */
export const transcriptSlug = (directory: string): TranscriptSlug => {
  // By UTF-16 unit, as a regular expression without `u` has it: an emoji is two dashes.
  const name = directory.replace(/[^A-Za-z0-9]/g, '-')
  return name.length > longest ? { name: name.slice(0, longest), whole: false } : { name, whole: true }
}
