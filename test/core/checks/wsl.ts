import t from 'tap'
import { judgeWsl } from '../../../src/core/checks/wsl.js'

const both = '[general]\ninstanceIdleTimeout=-1\n[wsl2]\r\nvmIdleTimeout = -1 # for good\n'
const outcomes = (conf: string, config: string | undefined): string[] => judgeWsl({ conf, config }).map(({ outcome }) => outcome)

t.test('only WSL has anything to judge', async t => t.same(judgeWsl(undefined), []))

t.test('the switch of systemd, however it is written', async t => {
  for (const conf of ['[boot]\nsystemd=true', '[Boot]\r\n systemd = True ; yes\r\n', '[user]\ndefault=a\n[boot]\ncommand=x\nsystemd=false\nsystemd=true']) t.equal(outcomes(conf, both)[0], 'ok', conf)
  for (const conf of ['', 'systemd=true', '[boot]\n#systemd=true', '[boot]\nsystemd=false', '[user]\nsystemd=true']) t.equal(outcomes(conf, both)[0], 'warning', conf)
})

t.test('the idle timeout: set, not set, in a file that could not be read', async t => {
  t.equal(outcomes('', both)[1], 'ok')
  t.match(judgeWsl({ conf: '', config: '[wsl2]\nvmIdleTimeout=-1' })[1], { check: 'wsl-idle', outcome: 'warning', do: /: \[general\] instanceIdleTimeout=-1, then/ })
  t.equal(outcomes('', '[wsl2]\nvmIdleTimeout=60000')[1], 'warning')
  t.match(judgeWsl({ conf: '', config: undefined })[1], { outcome: 'notice', says: /could not be read/, do: /\.wslconfig.*instanceIdleTimeout.*vmIdleTimeout/ })
})
