import t from 'tap'
import { blockMarks, hasBlock, judgeShellStart } from '../../../src/core/checks/shell-start.js'

const { begin, end } = blockMarks

t.test('our block is two marks, each alone on its line, in order', async t => {
  for (const [text, there] of [
    [`a\n${begin}\nx\n${end}\nb\n`, true],
    [`${begin}\r\n${end}\r\n`, true],
    ['', false],
    [`# about "${begin}"`, false],
    [`${begin}\nx`, 'torn'],
    [`x\n${end}`, 'torn'],
    [`${end}\n${begin}`, 'torn'],
  ] as const) t.equal(hasBlock(text), there, JSON.stringify(text))
})

t.test('the shell that is used counts', async t => {
  const bash = { shell: 'bash', file: '/h/.bashrc' }
  t.match(judgeShellStart({ shell: 'bash', files: [{ ...bash, wired: true }], trouble: '' }), { check: 'shell-start', outcome: 'ok', says: /\/h\/\.bashrc/ })
  t.match(judgeShellStart({ shell: 'bash', files: [], trouble: '' }), { outcome: 'notice', says: /start-up file of bash begins no sessions:/ })
  t.match(judgeShellStart({ shell: 'dash', files: [], trouble: '' }), { outcome: 'notice', says: /of dash begins no sessions/, do: /only bash, zsh and fish can: .*default-shell/ }, 'where ./install.sh would not help')
  t.match(judgeShellStart({ shell: 'zsh', files: [{ ...bash, wired: true }], trouble: '' }), { outcome: 'notice', says: /of zsh .*only \/h\/\.bashrc/ })
  t.match(judgeShellStart({ shell: '', files: [{ ...bash, wired: false }], trouble: '' }), { outcome: 'notice', says: /your shell/ })
  t.match(judgeShellStart({ shell: 'bash', files: [{ ...bash, wired: 'torn' }], trouble: '' }), { outcome: 'warning', says: /one is missing/ })
  t.match(judgeShellStart({ shell: 'bash', files: [{ ...bash, wired: true }], trouble: 'there is no pane %9' }), { outcome: 'warning', says: /did not begin: there is no pane %9$/ })
})
