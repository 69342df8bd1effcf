using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpotifyCapi.Codes;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>Any platform's signed JSON, read as settings say. A kind with a platform's name is nothing but this with settings built in.</summary>
internal sealed class MappedSource(HeaderSignatureOptions signature, EventMappingOptions options, Uri? keySet, bool hasUniqueIds) : IWebhookSource
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = JsonBody.MaxDepth, AllowDuplicateProperties = false };

    private readonly EventMapping mapping = new(options);

    public bool SenderIsPlatform => true;

    public bool BodyIsJson => signature.Scheme != SignatureScheme.Jwt;

    public Uri? KeySet => keySet;

    public IReadOnlyList<string> OwnNumbers { get; } = hasUniqueIds ? [] : options.IdShapes;

    /// <summary>Makes a source from its settings.</summary>
    /// <param name="settings">The source's.</param>
    /// <param name="hasUniqueIds">Whether the platform's ids are the same in no two shops.</param>
    public static MappedSource Create(SettingReader settings, bool hasUniqueIds = false)
    {
        var signature = HeaderSignatureOptions.Read(settings);
        return new MappedSource(signature, EventMappingOptions.Read(settings), KeySetAddress(settings, signature), hasUniqueIds);
    }

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) => HeaderSignature.Verify(request, signature, secrets);

    public SourceReading Read(WebhookRequest request) => Read(request, null);

    public IReadOnlyList<MappedValue> Explain(WebhookRequest request)
    {
        var found = new List<MappedValue>();
        Read(request, found);
        return found;
    }

    /// <summary>Where the sender's public keys are, when the scheme has such. The request never says.</summary>
    internal static Uri? KeySetAddress(SettingReader settings, HeaderSignatureOptions signature)
    {
        const string Name = "JwksUrl";
        var address = settings.Address(Name);
        if (address is null)
            return null;

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            settings.Problem(Name, "must be https; http is allowed for 127.0.0.1 and localhost only.");
        else if (!signature.HasPublicKeys)
            settings.Problem(Name, "must be left out, because the Scheme has no public keys.");

        return address;
    }

    private SourceReading Read(WebhookRequest request, List<MappedValue>? found)
    {
        var body = BodyIsJson ? request.Body : RsaSignature.Payload(request.Body.Span.Trim(" \t\r\n"u8));
        try
        {
            if (options.Expand.Count > 0 && JsonBody.Check(body.Span, out var json) is null)
                body = Expand(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return JsonPayload.Malformed(
                ErrorCodes.MalformedJson, "The body, or a text of it that must be JSON, is not JSON, is cut off, or is nested too deep.");
        }

        return JsonPayload.Read(body, root => mapping.Read(new MappedPayload(root, request) { Body = body }, found));
    }

    private ReadOnlyMemory<byte> Expand(ReadOnlySpan<byte> json)
    {
        var root = JsonNode.Parse(json, documentOptions: Reading);
        foreach (var names in options.Expand.Select(path => path.Names.ToArray()))
        {
            var parent = names[..^1].Aggregate(root, (node, name) => (node as JsonObject)?[name]) as JsonObject;
            if (parent?[names[^1]] is JsonValue value && value.TryGetValue<string>(out var text))
                parent[names[^1]] = JsonNode.Parse(text, documentOptions: Reading);
        }

        var output = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(output);
        (root ?? JsonValue.Create(0)).WriteTo(writer);
        writer.Flush();
        return output.WrittenMemory;
    }
}

/// <summary>The platforms whose mapping is built in: settings under the name of a kind, data without code (<c>packs.txt</c>).</summary>
internal static class PlatformPacks
{
    // Not a setting: for a user there is SharesNumbers, which every kind has.
    private const string UniqueIds = "UniqueIds";

    private static readonly FrozenDictionary<string, IReadOnlyDictionary<string, string>> All = SettingTable.Read("packs.txt");

    /// <summary>A kind for each.</summary>
    public static IEnumerable<SourceKind> Kinds =>
        All.OrderBy(pack => pack.Key, StringComparer.Ordinal).Select(pack => new SourceKind(
            pack.Key, settings => MappedSource.Create(settings.Over(pack.Value), hasUniqueIds: pack.Value.ContainsKey(UniqueIds))));
}
