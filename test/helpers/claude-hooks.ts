/**
 * How Claude Code calls hooks: every handler whose matcher fits, all at once, each by `sh -c` in a session of its own, the event as JSON on stdin. Source: the
 * public documentation of Claude Code's hooks, August 2026.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a hook is told. All events have the first four. */
export interface HookPayload {
  readonly session_id: string
  readonly transcript_path: string
  readonly cwd: string
  readonly hook_event_name: string
  readonly [field: string]: unknown
}

/** What came of the hooks of one event. `blocked`: one of them left with exit code 2. */
export interface HookOutcome {
  readonly stdout: string
  readonly blocked?: boolean
}

/** Tells all hooks of an event. */
export type Hooks = (payload: HookPayload) => Promise<HookOutcome>

interface Handler {
  readonly type: string
  readonly command: string
  readonly timeout?: number
  readonly async?: boolean
}

const readSettings = (path: string): Readonly<Record<string, readonly { matcher?: string; hooks: readonly Handler[] }[]>> => {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { hooks?: Record<string, { hooks: Handler[] }[]> }).hooks ?? {}
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}

/** What a matcher is held against: the source, the trigger, the reason, the tool. */
const subject = (payload: HookPayload): string => {
  const [found = ''] = [payload['source'], payload['trigger'], payload['reason'], payload['tool_name'], payload['agent_type']].filter(value => typeof value === 'string')
  return String(found)
}

const fits = (matcher: string | undefined, value: string): boolean => {
  if (matcher === undefined || matcher === '' || matcher === '*') return true
  if (/^[\w\-, |]+$/.test(matcher)) return matcher.split(/[,|]/).map(name => name.trim()).includes(value)
  return new RegExp(matcher).test(value)
}

const runHandler = (handler: Handler, payload: HookPayload, env: Readonly<Record<string, string>>): Promise<{ stdout: string; code: number | null }> =>
  new Promise((resolve, reject) => {
    const seconds = handler.timeout ?? (payload.hook_event_name === 'SessionEnd' ? 1.5 : 600)
    const more = { CLAUDE_PROJECT_DIR: payload.cwd, CLAUDECODE: '1', CLAUDE_CODE_CHILD_SESSION: '1', CLAUDE_CODE_SESSION_ID: payload.session_id }
    const child = spawn('sh', ['-c', handler.command], { cwd: payload.cwd, env: { ...env, ...more }, detached: true, stdio: ['pipe', 'pipe', 'ignore'] })
    const output: Buffer[] = []
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000)
    child.on('error', reject)
    child.stdout.on('data', (piece: Buffer) => output.push(piece))
    // A hook need not read what it is told.
    child.stdin.on('error', error => {
      if (!('code' in error && error.code === 'EPIPE')) reject(error)
    })
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ stdout: code === 0 ? Buffer.concat(output).toString() : '', code })
    })
    child.stdin.end(JSON.stringify(payload))
  })

/** Hooks as the settings of the user and the project name them at the time of each event. In: the environment that `claude` itself has. */
export const settingsHooks = (configDirectory: string, project: string, env: Readonly<Record<string, string>>): Hooks => {
  const files = [join(configDirectory, 'settings.json'), join(project, '.claude/settings.json'), join(project, '.claude/settings.local.json')]
  return async payload => {
    const value = subject(payload)
    const groups = files.flatMap(file => readSettings(file)[payload.hook_event_name] ?? []).filter(group => fits(group.matcher, value))
    // The same command in several files runs once.
    const handlers = [...new Map(groups.flatMap(group => group.hooks).filter(handler => handler.type === 'command').map(handler => [handler.command, handler])).values()]
    const ran = await Promise.all(
      handlers.map(handler => {
        const running = runHandler(handler, payload, env)
        return handler.async === true ? { stdout: '', code: 0 } : running
      }),
    )
    return { stdout: ran.map(({ stdout }) => stdout).join(''), blocked: ran.some(({ code }) => code === 2) }
  }
}

/** Hooks that are told nothing before `deliver` is called; then all that has happened, in order. */
export const lateHooks = (hooks: Hooks): { readonly hooks: Hooks; readonly deliver: () => Promise<void> } => {
  const waiting: HookPayload[] = []
  const deliver = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await hooks(next)
  }
  return {
    hooks: payload => {
      waiting.push(payload)
      return Promise.resolve({ stdout: '' })
    },
    deliver,
  }
}

/** Hooks that stand in two places, the settings and a plugin: each event is told twice, at once. */
export const doubledHooks = (hooks: Hooks): Hooks => async payload => {
  const ran = await Promise.all([hooks(payload), hooks(payload)])
  return { stdout: ran.map(({ stdout }) => stdout).join(''), blocked: ran.some(({ blocked }) => blocked === true) }
}
