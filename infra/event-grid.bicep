// Optional, and deployed on its own: a topic's events as webhooks of a source of the kind CloudEvents (docs/sources/cloudevents.md). Deploy it when the
// source is configured, since Event Grid asks the address before it creates the subscription:
//
//   az deployment group create --resource-group GROUP --template-file infra/event-grid.bicep --parameters topicName=TOPIC \
//     endpointUrl=https://APP/api/webhooks/grid deadLetterStorageId=ID webhookSecret=SECRET

@description('Name of the topic, in the resource group of this deployment.')
@minLength(3)
@maxLength(50)
param topicName string

@description('Name of the subscription.')
@minLength(3)
@maxLength(64)
param subscriptionName string = 'spotify-capi'

@description('Address of the source, such as https://func-spotify-capi-prod.azurewebsites.net/api/webhooks/grid.')
@secure()
@minLength(8)
@maxLength(300)
param endpointUrl string

@description('The secret that the source compares; the same as in the vault.')
@secure()
@minLength(16)
@maxLength(200)
param webhookSecret string

@description('Types of events to send; empty: all.')
param eventTypes string[] = []

@description('Storage account for what Event Grid gives up: it never sends again what was answered with 400, 401 or 413.')
@minLength(50)
@maxLength(500)
param deadLetterStorageId string

@description('Container of that account; it must exist.')
@minLength(3)
@maxLength(63)
param deadLetterContainer string = 'event-grid-dead-letters'

resource topic 'Microsoft.EventGrid/topics@2022-06-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/topics/eventSubscriptions@2022-06-15' = {
  parent: topic
  name: subscriptionName
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: empty(eventTypes) ? {} : { includedEventTypes: eventTypes }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: endpointUrl
        maxEventsPerBatch: 500
        preferredBatchSizeInKilobytes: 512
        deliveryAttributeMappings: [
          { name: 'X-Webhook-Secret', type: 'Static', properties: { isSecret: true, value: webhookSecret } }
        ]
      }
    }
    deadLetterDestination: {
      endpointType: 'StorageBlob'
      properties: { resourceId: deadLetterStorageId, blobContainerName: deadLetterContainer }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
