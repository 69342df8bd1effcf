@description('Address that gets alerts.')
@maxLength(200)
param pagerToken string // finds: insecure-secret

@secure()
@description('Another.')
@maxLength(200)
param chatSecret string = 'in-the-open' // finds: insecure-secret

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-planted'
  location: 'Global'
  properties: {
    groupShortName: 'planted'
    enabled: true
    webhookReceivers: [
      { name: 'pager', serviceUri: 'https://pager.example/${pagerToken}' }
      { name: 'chat', serviceUri: 'https://chat.example/${chatSecret}' }
    ]
  }
}
