import { atLeast } from './at-least.js'
import { finding, type Finding } from './finding.js'

/** Which Node.js runs this, and which one runs what is installed. */
export interface RuntimeFacts {
  readonly path: string
  readonly version: string
  /** The installed command's script and the runtime it names; undefined: nothing is installed. */
  readonly installed?: {
    readonly script: string
    readonly runtime: string | undefined
    /** What it said of its version; why it did not. */
    readonly version: string | undefined
    readonly state: 'runs' | 'missing' | 'fails' | 'hung'
  }
}

/** The oldest Node.js that everything runs on. */
const least = [20, 17] as const

const again = 'run ./install.sh again in the checkout; without --system-node it brings a Node.js of its own'

/** A version manager's directory: what stands there goes away when its owner updates. */
const manager = /\/\.?(nvm|fnm|volta|asdf|mise|nodenv|n)\//

const judgeInstalled = ({ runtime, version, state, script }: NonNullable<RuntimeFacts['installed']>): Finding => {
  if (runtime === undefined) return finding('runtime', 'warning', `${script} does not name its Node.js as install.sh writes it`, again)
  if (state === 'missing') return finding('runtime', 'problem', `the Node.js that the installed command runs on is gone: ${runtime}`, again)
  if (state === 'hung') return finding('runtime', 'unknown', `${runtime} did not answer in time`)
  if (state === 'fails' || version === undefined) return finding('runtime', 'problem', `the Node.js that the installed command runs on does not run: ${runtime}`, again)
  if (atLeast(version, least) !== true) return finding('runtime', 'problem', `the installed command runs on ${runtime}, which is Node.js ${version} and older than ${least.join('.')}`, again)
  const kept = manager.exec(runtime)?.[1]
  if (kept !== undefined) return finding('runtime', 'notice', `the installed command runs on ${runtime} (${version}), which is ${kept}'s: removing that version stops the ticks`, again)
  return finding('runtime', 'ok', `the installed command runs on ${runtime} (${version})`)
}

/** The Node.js of this process, and that of the installed command. */
export const judgeRuntime = (facts: RuntimeFacts): Finding[] => [
  atLeast(facts.version, least) === true
    ? finding('node', 'ok', `Node.js ${facts.version} (${facts.path})`)
    : finding('node', 'problem', `Node.js ${facts.version} (${facts.path}) is older than ${least.join('.')}`, 'install a newer one, or run ./install.sh, which brings its own'),
  ...(facts.installed === undefined ? [] : [judgeInstalled(facts.installed)]),
]
