@description('Region.')
@maxLength(40)
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities' = { // finds: api-version
  name: 'id-planted'
  location: location
}

resource other 'Microsoft.ManagedIdentity/userAssignedIdentities@2025-01-31-preview' = { // finds: api-version // finds: unknown-type
  name: 'id-other'
  location: location
}
