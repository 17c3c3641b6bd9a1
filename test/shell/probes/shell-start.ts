import { writeFileSync } from 'node:fs'
import t from 'tap'
import { blockMarks } from '../../../src/core/checks/shell-start.js'
import { probeShellStart } from '../../../src/shell/probes/shell-start.js'

t.test('the start-up files that are there', async t => {
  const block = `${blockMarks.begin}\nx\n${blockMarks.end}\n`
  const home = t.testdir({ trouble: 'why\n', '.bashrc': block, '.zshrc': '', z: { '.zshrc': block }, '.config': { fish: { 'config.fish': blockMarks.begin } } })
  t.same(probeShellStart({ SHELL: '/usr/bin/zsh' }, home, `${home}/trouble`), {
    shell: 'zsh',
    files: [
      { shell: 'bash', file: `${home}/.bashrc`, wired: true },
      { shell: 'zsh', file: `${home}/.zshrc`, wired: false },
      { shell: 'fish', file: `${home}/.config/fish/config.fish`, wired: 'torn' },
    ],
    trouble: 'why',
  })
  t.match(probeShellStart({ ZDOTDIR: `${home}/z` }, home, '/nonexistent'), { shell: '', files: [{}, { shell: 'zsh', wired: true }, {}] })
  t.same(probeShellStart({}, '/nonexistent', '/nonexistent').files, [])
  // As install.sh left it: .zshenv sets ZDOTDIR, and nobody else knows.
  const installed = t.testdir({ z: { '.zshrc': block }, '.local': { share: { 'claude-session': {} } } })
  writeFileSync(`${installed}/.local/share/claude-session/wired-files`, `${installed}/.tmux.conf\n${installed}/z/.zshrc\n${installed}/gone/.bashrc\n`)
  t.same(probeShellStart({}, installed, '/nonexistent').files, [{ shell: 'zsh', file: `${installed}/z/.zshrc`, wired: true }])
})
