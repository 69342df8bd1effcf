namespace LocalRuntime.Hosting;

/// <summary>The app cannot start for a reason that its developer can mend; the message is shown without a stack trace.</summary>
internal sealed class StartFailedException(string message) : Exception(message);
