// Families of node sizes, as Azure counts their cores.

import { expect, test } from 'vitest';
import { familyOf, NODE_SIZES } from '../../simulator/index.ts';

test.each([
  ['Standard_A1_v2', 'standardAv2Family'],
  ['Standard_A4m_v2', 'standardAv2Family'],
  ['Standard_A2', 'standardA0_A7Family'],
  ['STANDARD_D3_V2', 'standardDv2Family'],
  ['standard_ds3_v2', 'standardDSv2Family'],
  ['Standard_D2s_v3', 'standardDSv3Family'],
  ['Standard_D4a_v4', 'standardDAv4Family'],
  ['Standard_D4as_v4', 'standardDASv4Family'],
  ['standard_d4s_v5', 'standardDSv5Family'],
  ['Standard_D16ds_v5', 'standardDDSv5Family'],
  ['Standard_E4-2ds_v5', 'standardEDSv5Family'],
  ['Standard_F8s_v2', 'standardFSv2Family'],
  ['Standard_H16r', 'standardHFamily'],
  ['Standard_H8_Promo', 'standardHPromoFamily'],
  ['Standard_HB60rs', 'standardHBSFamily'],
  ['Standard_HB120rs_v2', 'standardHBrsv2Family'],
  ['Standard_HB120rs_v3', 'standardHBv3Family'],
  ['Standard_HC44rs', 'standardHCSFamily'],
  ['Standard_M64s', 'standardMSFamily'],
  ['Standard_NC6s_v3', 'standardNCSv3Family'],
  ['Standard_NC4as_T4_v3', 'Standard NCASv3_T4 Family'],
  ['Standard_NC24ads_A100_v4', 'standardNCADSA100v4Family'],
  ['ours', undefined],
])('the family of %s is %s', (size, family) => {
  expect(familyOf(size)).toBe(family);
});

test('every size of the built-in table has a family', () => {
  expect(NODE_SIZES.filter(({ name }) => familyOf(name) === undefined)).toEqual([]);
});
