import t from 'tap'
import { probeWsl } from '../../../src/shell/probes/wsl.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

t.test('the Windows user\'s file, where it is found and the disk answers', async t => {
  const bin = scratch(t, 'bin')
  const PATH = `${bin}:${process.env.PATH ?? ''}`
  standIn(bin, 'cat', '[ "$1" = "/mnt/c/Users/ada b/.wslconfig" ] && echo "[wsl2]"')
  t.match(await probeWsl({ PATH }, 'ada b'), { conf: String, config: '[wsl2]\n' })
  t.match(await probeWsl({ PATH }, 'eve'), { config: undefined })
  standIn(bin, 'cat', 'exec sleep 100')
  t.match(await probeWsl({ PATH }, 'ada b'), { config: undefined })
})
