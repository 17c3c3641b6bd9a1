/** The errno name of a failed call (`ENOENT`), or undefined for anything that is not a failed call. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
