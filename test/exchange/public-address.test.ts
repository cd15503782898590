import { expect, test } from 'vitest'
import { isPublicAddress } from '../../src/exchange/public-address.ts'

test.each(['93.184.215.14', '2606:4700::1111', '[2606:4700::1111]', '::ffff:93.184.215.14'])(
  '%s is on the open internet',
  address => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  [
    'this machine',
    ['127.0.0.1', '127.8.8.8', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1'],
  ],
  [
    'its network',
    [
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      'fc00::1',
      'fd12::1',
      'fec0::1',
      '::ffff:10.0.0.1',
    ],
  ],
  ['its cable', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0']],
  [
    'a provider’s inside',
    ['169.254.169.254', 'fd00:ec2::254', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
  ],
  ['a way round to one of these', ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1']],
  [
    'for special use',
    [
      '192.0.2.1',
      '198.18.0.1',
      '203.0.113.9',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      'ff02::1',
      '2001:db8::1',
      '3fff::1',
      '4000::1',
    ],
  ],
  ['no address', ['', 'localhost', '1.2.3', '127.1', 'a::b::c']],
])('%s is not', (_what, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([])
})
