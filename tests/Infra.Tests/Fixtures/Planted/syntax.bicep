@description('Region.')
@maxLength(40)
param location string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'stplanted'
  location: = location // finds: syntax
}
