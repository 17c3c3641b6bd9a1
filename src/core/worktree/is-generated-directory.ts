/** Directories that tools fill and can fill again. Not `dist`, `build`, `out` or `target`: people keep a key or a release in them, too. */
const generated = new Set([
  'node_modules', '__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache', '.tox', '.nox', '.venv',
  '.next', '.nuxt', '.svelte-kit', '.turbo', '.parcel-cache', '.gradle',
])

/** The first bytes of a `CACHEDIR.TAG` that means it (https://bford.info/cachedir/): with it a tool says that all in the directory can be made again. Cargo, pytest and others write it. */
export const cacheSignature = 'Signature: 8a477f597d28d172789f06886806bc55'

/** Whether nothing is lost with an ignored directory, by its name. */
export const isGeneratedDirectory = (name: string): boolean => generated.has(name)
