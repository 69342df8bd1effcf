using System.Buffers;
using System.Buffers.Text;
using Azure.Storage.Queues.Models;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// What a message of the queue holds. The app sends Base64, and the host hands the text over as it stands (<c>messageEncoding</c> in host.json is
/// <c>none</c>). Would the host decode, it would put a message that is not Base64 into the poison queue as it is, where it is not Base64
/// either: no function would ever see it.
/// </summary>
internal static class QueuedBody
{
    /// <summary>The bytes of a message: decoded, with white space passed over, or the text itself where it is not Base64.</summary>
    public static ReadOnlyMemory<byte> Of(QueueMessage message)
    {
        var text = message.Body.ToMemory();
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text.Span, bytes, out _, out var length) == OperationStatus.Done ? bytes.AsMemory(0, length) : text;
    }
}
