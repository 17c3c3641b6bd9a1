/**
 * The same text, whatever the locale: a user service has none, a login has one, a cron job has LANG=C. Spawned, since a locale is a process's own.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { resolvePaths } from '../../src/core/paths.js'
import { repository, run } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

const shown = ['漢字かな交じり文', '한국어 텍스트', '🙂🙃 👩‍💻 🇩🇪', 'cafe\u0301 nai\u0308ve', 'ÄÖÜ ß ẞ', 'שלום عالم', '─│┌┐└┘ ░▒▓', 'plain', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢']

t.test('wide, combining and broken characters are captured alike under every locale', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 10_000 })
  const paths = resolvePaths(server.env)
  // Bytes that are not UTF-8 come from a program of their own: what a test writes is UTF-8.
  server.tmux('set-option', '-g', 'history-limit', '10000')
  const filler = Array.from({ length: 60 }, (_, index) => `filler ${index}\r\n`).join('')
  pane.write(`first\r\n${shown.map(line => `${line}\r\n`).join('')}`)
  const invalid = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', "printf 'bad \\377\\376 bytes \\303( end\\n\\300\\200 overlong\\n'; seq 60; sleep 1000")
  pane.write(filler)
  const { PATH, ...bare } = server.env
  const locales: Record<string, Record<string, string>> = {
    'env -i': {},
    C: { LANG: 'C', LC_ALL: 'C' },
    'C.UTF-8': { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    'none such': { LANG: 'xx_YY.ISO-8859-1', LC_ALL: 'xx_YY.ISO-8859-1' },
  }
  const texts: string[] = []
  for (const [name, locale] of Object.entries(locales)) {
    for (const of of [pane.id, invalid]) {
      const id = `${name.replaceAll(/\W/g, '')}-${of.slice(1)}`
      server.tmux('set-option', '-p', '-t', of, '@claude_session_id', id)
      for (const args of [['begin', id], ['end', id]]) {
        const ran = run(process.execPath, [join(repository, 'dist/claude-session.cjs'), ...args], { ...bare, PATH, ...locale })
        t.equal(ran.code, 0, `${name}: ${args[0] ?? ''} ${ran.err}`)
      }
      const number = Number(/number = (\d+)/.exec(readFileSync(join(paths.history, id, 'session.toml'), 'utf8'))?.[1])
      texts.push(readCaptured(join(paths.history, id), number).lines.join('\n'))
    }
  }
  const [valid = '', broken = ''] = texts
  texts.forEach((text, index) => t.equal(text, index % 2 === 0 ? valid : broken, Object.keys(locales)[Math.floor(index / 2)] ?? ''))
  // tmux 3.3a drops zero-width joiners that it cannot place; everything else must come back as it was written.
  for (const line of shown.filter(text => !text.includes('\u200d'))) t.ok(valid.split('\n').includes(line), line)
  t.match(broken, /^bad .*bytes.* end\n.*overlong\n1\n2\n/)
  t.notOk(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(valid + broken), 'and no control character')
})
