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
})
