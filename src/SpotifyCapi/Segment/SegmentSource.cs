using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Segment;

/// <summary>A sender of Segment calls: one, an array of them, or <c>{"batch":[…]}</c>.</summary>
/// <param name="options">Options of the source.</param>
public sealed class SegmentSource(SegmentOptions options) : IWebhookSource
{
    /// <inheritdoc/>
    public bool SenderIsPlatform => false;

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) =>
        HeaderSignature.Verify(request, options.Signature, secrets);

    /// <inheritdoc/>
    public SourceReading Read(WebhookRequest request) => JsonPayload.Read(request.Body, root =>
    {
        var batch = root.ValueKind == JsonValueKind.Object ? root.At("batch") : root;
        return (root.ValueKind, batch.ValueKind) switch
        {
            (_, JsonValueKind.Array) => ReadBatch(batch),
            (JsonValueKind.Object, JsonValueKind.Undefined) => new SourceReading.Events([SegmentCall.Read(root, options)], root.Text("messageId")),
            _ => JsonPayload.Malformed(ErrorCodes.UnexpectedShape, "Send one Segment call, an array of calls, or {\"batch\":[…]}."),
        };
    });

    private SourceReading ReadBatch(JsonElement batch) => batch.GetArrayLength() switch
    {
        0 => JsonPayload.Malformed(ErrorCodes.NoEvents, "There is no call in the batch."),
        > JsonPayload.MaxEvents => JsonPayload.Malformed(
            ErrorCodes.TooManyEvents, $"At most {JsonPayload.MaxEvents} calls fit in one request; send the rest in another."),
        _ => new SourceReading.Events([.. batch.EnumerateArray().Select(call => SegmentCall.Read(call, options))]),
    };
}
