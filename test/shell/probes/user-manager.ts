import t from 'tap'
import { probeUserManager } from '../../../src/shell/probes/user-manager.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

const uid = process.getuid?.() ?? 0

t.test('a manager that answers, refuses, hangs, is not there; each within its time', async t => {
  const bin = scratch(t, 'bin')
  const PATH = `${bin}:${process.env.PATH ?? ''}`
  const probe = (more = {}) => probeUserManager({ PATH, XDG_RUNTIME_DIR: t.testdirName, ...more }, uid)
  t.match(await probe({ PATH: bin }), { state: 'missing', journal: { state: 'missing' }, user: /./, version: '' })
  standIn(bin, 'journalctl', 'exit 0')
  standIn(bin, 'systemctl', 'case "$*" in *NeedDaemonReload*) printf "Id=claude-session@work.service\\nNeedDaemonReload=yes\\n";; *show-environment*) echo XDG_STATE_HOME=/s;; *) printf "Version=252.38-1\\nSystemState=degraded\\n";; esac')
  t.match(await probe(), { state: 'answers', version: '252.38-1', running: 'degraded', outdated: true, bus: false, journal: { state: 'readable' }, environment: { XDG_STATE_HOME: '/s' } })
  t.match(await probe({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' }), { bus: true })
  standIn(bin, 'systemctl', 'echo "Failed to connect to bus: No medium found" >&2; exit 1')
  standIn(bin, 'journalctl', 'echo "No journal files were opened due to insufficient permissions." >&2; exit 1')
  t.match(await probe(), { state: 'unreachable', why: 'Failed to connect to bus: No medium found', outdated: false, journal: { state: 'refused' }, environment: undefined })
  standIn(bin, 'systemctl', 'exec sleep 100')
  standIn(bin, 'journalctl', 'exec sleep 100')
  t.match(await probe(), { state: 'hung', journal: { state: 'hung' } })
  t.match(await probe({ WSL_DISTRO_NAME: 'Debian' }), { machine: 'wsl' })
})
