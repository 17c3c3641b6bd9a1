import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Test } from 'tap'
import { bare } from './bare.js'

export const repository = process.cwd()

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a program to its end with exactly this environment and nothing on stdin. */
export const run = (file: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Ran => {
  const [program = file, ...before] = bare(file)
  const { status, stdout, stderr, error } = spawnSync(program, [...before, ...args], { env, cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (error !== undefined) throw error
  return { code: status, out: stdout, err: stderr }
}

/** A temporary directory that goes with the test. */
export const scratch = (t: Test, name = 'x'): string => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'claude-session-test-')))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const path = join(root, name)
  mkdirSync(path)
  return path
}

/**
 * A copy of this checkout to install from: the installer builds in it, and the tests change it. Modules are hard links where
 * the file system allows, since nothing writes to them.
 */
export const checkoutCopy = (t: Test): string => {
  const copy = scratch(t, 'check out')
  for (const entry of readdirSync(repository)) {
    if (['.git', '.tap', 'dist', 'node_modules', 'test'].includes(entry)) continue
    cpSync(join(repository, entry), join(copy, entry), { recursive: true })
  }
  const modules = join(repository, 'node_modules')
  // Where /tmp is a file system of its own, as on Debian 13, cp would complain of each file.
  if (run('sh', ['-c', 'cp -al "$1" "$2" 2>/dev/null', '-', modules, copy], process.env).code !== 0) {
    rmSync(join(copy, 'node_modules'), { recursive: true, force: true })
    cpSync(modules, join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true })
  }
  return copy
}

/** A directory of commands: those of this machine's PATH without the hidden ones, as links. */
export const commandsWithout = (t: Test, hidden: readonly string[]): string => {
  const directory = scratch(t, 'bin')
  for (const from of (process.env['PATH'] ?? '').split(delimiter)) {
    if (from === '' || !existsSync(from)) continue
    for (const name of readdirSync(from)) {
      const link = join(directory, name)
      if (!hidden.includes(name) && !existsSync(link)) symlinkSync(join(from, name), link)
    }
  }
  return directory
}

/** Puts a shell script in the place of a command. */
export const standIn = (directory: string, name: string, body: string): void => {
  const path = join(directory, name)
  rmSync(path, { force: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
}

/** The environment of a user with this home and nothing else of ours, but with npm's settings and cache of the real one. */
export const homeEnvironment = (home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
  const { PATH, TMPDIR } = process.env
  return {
    PATH,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    LANG: 'C.UTF-8',
    HOME: home,
    npm_config_userconfig: process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc'),
    npm_config_cache: process.env['npm_config_cache'] ?? join(homedir(), '.npm'),
    ...more,
  }
}

/** Every file, link and directory below: path, kind, mode and what is in it. Two equal lists are two equal trees. */
export const tree = (root: string, below = ''): string[] =>
  readdirSync(join(root, below))
    .sort()
    .flatMap(name => {
      const path = join(below, name)
      const full = join(root, path)
      const stat = lstatSync(full)
      const mode = (stat.mode & 0o7777).toString(8)
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(full)}`]
      if (stat.isDirectory()) return [`${path}/ ${mode}`, ...tree(root, path)]
      return [`${path} ${mode} ${createHash('sha256').update(readFileSync(full)).digest('hex')}`]
    })

/** Writes a file and the directories above it. */
export const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
