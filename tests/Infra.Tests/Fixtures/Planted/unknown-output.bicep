module part 'modules/part.bicep' = {
  params: { name: 'planted' }
}

@description('What the part says.')
output text string = part.outputs.txt // finds: unknown-output
