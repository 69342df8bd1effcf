namespace SpotifyCapi.Records;

/// <summary>Where given-up events are kept until somebody decides.</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps an event. Keeping the same one twice leaves one.</summary>
    /// <param name="letter">The event.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="Exception">It could not be kept: the event must stay in the queue.</exception>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken);
}
