// Each collection has an app, Azurite and a browser of its own; two of them at once only make all of it slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
