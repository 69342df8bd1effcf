using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpotifyCapi.Events;

namespace SpotifyCapi.Tests.Queueing;

/// <summary>The plain way to write an event for the queue, which the hand-written one must equal byte for byte.</summary>
internal static class EventReference
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(AcceptedEvent accepted)
    {
        var (facts, who) = accepted;
        var json = new JsonObject();
        Add("ev", facts.Event.ToString());
        Add("name", facts.SourceEventName);
        Add("id", facts.EventId);
        Add("t", facts.EventTime.ToUnixTimeMilliseconds());
        Add("src", facts.ActionSource?.ToString());
        Add("url", facts.EventSourceUrl);
        Add("consent", facts.Consent switch { MarketingConsent.Granted => true, MarketingConsent.Denied => false, _ => (JsonNode?)null });
        Add("out", facts.OptOutTargeting);
        Add("em", List(who.Emails.Select(email => email.Value)));
        Add("emh", List(who.HashedEmails.Select(digest => digest.ToHex())));
        Add("ph", who.Phone?.Value);
        Add("phh", who.HashedPhone?.ToHex());
        Add("ip", who.IpAddress);
        Add("ua", who.UserAgent);
        Add("dev", who.DeviceId);
        Add("amt", facts.Money?.Amount);
        Add("cur", facts.Money?.Currency);
        Add("cn", facts.ContentName);
        Add("cat", facts.ContentCategory);
        Add("ord", facts.OrderId);
        Add("pid", facts.PlatformOrderId);
        Add("drop", List(facts.Dropped.SelectMany(drop => new[] { drop.Field, drop.Code })));
        return json.ToJsonString(Options);

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
                json.Add(name, value);
        }
    }

    private static JsonArray? List(IEnumerable<string> texts) =>
        texts.Any() ? new JsonArray([.. texts.Select(text => (JsonNode)text)]) : null;
}

/// <summary>The plain way to the JSON of a queue message: what <c>CompressedEnvelope</c> must agree with.</summary>
internal static class OpenedEnvelope
{
    public static byte[] Json(ReadOnlyMemory<byte> message)
    {
        using var outside = JsonDocument.Parse(message);
        if (!outside.RootElement.TryGetProperty("br", out var compressed))
            return message.ToArray();

        using var stream = new BrotliStream(new MemoryStream(compressed.GetBytesFromBase64()), CompressionMode.Decompress);
        using var json = new MemoryStream();
        stream.CopyTo(json);
        return json.ToArray();
    }
}
