@description('Region.')
@maxLength(40)
param location string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-planted'
  location: location
  properties: { // finds: missing-property
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = { // finds: missing-property
  name: 'plan-planted'
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { // finds: missing-property
}

@description('Names.')
output names array = [account.name]
