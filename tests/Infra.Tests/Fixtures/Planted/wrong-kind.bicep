@description('Region.')
@maxLength(40)
param location string

@description('Days.')
@minValue(1)
@maxValue(90)
param days int

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-planted'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: 'true' // finds: wrong-kind
    publicNetworkAccess: days // finds: wrong-kind
    networkAcls: [] // finds: wrong-kind
  }
}
