import t from 'tap'
import { transcriptSlug } from '../../../src/core/transcript/transcript-slug.js'

t.test('every character that is no letter of ASCII and no digit becomes a dash', async t => {
  t.same(transcriptSlug('/home/u/my_app.x'), { name: '-home-u-my-app-x', whole: true })
  t.same(transcriptSlug('/'), { name: '-', whole: true })
  t.equal(transcriptSlug('/a/é 漢').name, '-a----')
  t.equal(transcriptSlug('/😀').name, '---')
})

t.test('it loses what tells two directories apart', async t => {
  t.equal(transcriptSlug('/src/my-app').name, transcriptSlug('/src/my/app').name)
})

t.test('a name longer than 200 is only the beginning of the folder name', async t => {
  t.same(transcriptSlug(`/${'x'.repeat(199)}`), { name: `-${'x'.repeat(199)}`, whole: true })
  t.same(transcriptSlug(`/${'x'.repeat(200)}`), { name: `-${'x'.repeat(199)}`, whole: false })
})
