@description('Region.')
@maxLength(40)
param location string

var tls = 'TLS_1_2' // finds: unlisted-value

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'stplanted'
  location: location
  kind: 'Storage2' // finds: unlisted-value
  sku: { name: 'Standard_ZRS' }
  properties: {
    minimumTlsVersion: tls
    networkAcls: { defaultAction: empty(location) ? 'Alow' : 'Deny' } // finds: unlisted-value
  }
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  name: 'appsetings' // finds: unlisted-value
}
