@description('Region.')
@maxLength(40)
param location string

resource account 'Microsoft.Storage/storageAcounts@2025-01-01' = { // finds: unknown-type
  name: 'stplanted'
  location: location
}

resource old 'Microsoft.Storage/storageAccounts@2019-04-01' = { // finds: unknown-type
  name: 'stold'
  location: location
}
