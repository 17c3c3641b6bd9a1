import t from 'tap'
import { ioError } from '../../../src/shell/files/io-error.js'

t.test('says what was being done, to which file, why, and for the usual causes what to do', async t => {
  const failed = (code: string): Error => Object.assign(new Error(`${code}: whatever`), { code })
  const error = ioError('Writing', '/a/file', failed('ENOSPC'))
  t.match(error, { exitCode: 74, message: 'Writing /a/file failed: ENOSPC', hint: /disk is full.*run it again; ticks come again/ })
  for (const code of ['EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE']) t.type(ioError('x', 'y', failed(code)).hint, 'string', code)
  t.equal(ioError('x', 'y', failed('EXDEV')).hint, undefined)
  t.match(ioError('Reading', 'f', new Error('odd')), { message: 'Reading f failed: odd' })
  t.match(ioError('Reading', 'f', 'thrown text'), { message: 'Reading f failed: thrown text' })
})
