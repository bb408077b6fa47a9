import { describe, expect, test } from 'vitest'
import { toSettings } from './toSettings.ts'

const unseen = {
  policyKeptElsewhere: 'unknown',
  policyLink: null,
  autoUpdates: 'unknown',
  regionalRouting: 'unknown',
  flowLogs: 'unknown',
  keyDays: null,
}

describe('settings of a tailnet', () => {
  test.each<[string, unknown, object]>([
    ['that no scope shows', {}, unseen],
    ['that are null', { aclsExternallyManagedOn: null, networkFlowLoggingOn: null }, unseen],
    [
      'all of them',
      {
        aclsExternallyManagedOn: true,
        aclsExternalLink: 'https://github.com/example/policy',
        devicesAutoUpdatesOn: true,
        devicesKeyDurationDays: 90,
        networkFlowLoggingOn: false,
        regionalRoutingOn: false,
        httpsEnabled: true,
      },
      {
        policyKeptElsewhere: 'yes',
        policyLink: 'https://github.com/example/policy',
        autoUpdates: 'yes',
        regionalRouting: 'no',
        flowLogs: 'no',
        keyDays: 90,
      },
    ],
    ['with a link that would run', { aclsExternalLink: 'javascript:alert(1)' }, unseen],
    ['with words for a link', { aclsExternalLink: 'ask Ann' }, unseen],
    ['with an empty link', { aclsExternalLink: '' }, unseen],
    [
      'with a password in the link',
      { aclsExternalLink: 'https://ann:secret@git.example.net/acl' },
      { ...unseen, policyLink: 'https://git.example.net/acl' },
    ],
    [
      'with a token in the link',
      {
        aclsExternalLink:
          'https://git.example.net/acl?path=/acl.hujson&private_token=glpat-x&SIG=y#access_token=z',
      },
      { ...unseen, policyLink: 'https://git.example.net/acl?path=%2Facl.hujson' },
    ],
    [
      'with a Tailscale key in the link',
      { aclsExternalLink: 'https://git.example.net/tskey-api-kX-y?of=tskey-auth-kX-y' },
      unseen,
    ],
    ['with a link of another program', { aclsExternalLink: 'data:text/html,<script>' }, unseen],
  ])('%s', (_, json, value) => expect(toSettings(json)).toEqual({ ok: true, value }))

  test.each([
    [{ aclsExternallyManagedOn: 'yes' }, 'tailnet settings.aclsExternallyManagedOn'],
    [{ devicesKeyDurationDays: -1 }, 'tailnet settings.devicesKeyDurationDays'],
    [[], 'tailnet settings'],
  ])('%j is malformed', (json, detail) =>
    expect(toSettings(json)).toMatchObject({
      ok: false,
      failure: { code: 'malformed', detail: expect.stringContaining(detail) },
    }),
  )
})
