@description('Region.')
@maxLength(40)
param location string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'stplanted'
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAcess: false // finds: unknown-property
    networkAcls: {
      defaultAction: 'Allow'
      virtualNetworkRules: [
        { id: '/subnets/app', actoin: 'Allow' } // finds: unknown-property
      ]
    }
  }
}
