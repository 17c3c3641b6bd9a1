/** A path as it is shown: relative when it is in the project, else as it is. */
export const relativePath = (path: string, directory: string): string => (directory !== '' && path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path)
