@description('Region.')
@maxLength(40)
param location string

@description('Nobody reads it.')
@maxLength(40)
param leftOver string // finds: unused-symbol

var prefix = 'id' // finds: unused-symbol

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-planted'
  location: location
}
