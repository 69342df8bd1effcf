using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>Whatever arrives, a source answers; it never throws.</summary>
public sealed class ReadingProperties
{
    // Each of ten senders gets as many.
    private static readonly Config Settings = Properties.Settings(20260123UL, 7UL, shortly: 300);

    private static readonly string[] Topics =
        ["orders/paid", "checkouts/create", "customers/create", "customers/redact", "shop/redact", "order.updated", "customer.created", "x"];

    private static readonly string[] Names =
    [
        "id", "token", "email", "phone", "customer", "billing_address", "billing", "total_price", "currency", "note_attributes", "name",
        "value", "date_paid_gmt", "status", "type", "data", "timestamp", "event_name", "event_time", "user", "events", "batch", "event",
        "properties", "context", "traits", "device", "page", "url", "shop_domain", "orders_to_redact", "landing_site", "\\ud800", "\\u0069d",
    ];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements(
            "null", "true", "false", "0", "-1", "1e400", "820982911946154508", "\"\"", "\"\\ud800\"", "\"a@b.example\"", "\"track\"", "\"page\"",
            "\"processing\"", "\"2026-01-23T12:34:56\"", "\"45.85\"", "\"/x?y\"", "\"null\""),
        ArbMap.Default.GeneratorFor<int>().Select(number => $"{number}"));

    private static readonly Gen<string> Document =
        from json in Json(depth: 3)
        from length in Gen.Frequency((4, Gen.Constant(json.Length)), (1, Gen.Choose(0, json.Length)))
        select json[..length];

    public static TheoryData<string> Senders => Sender.Names;

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_bytes_are_read_or_refused(string name) => Holds(name, ArbMap.Default.GeneratorFor<byte[]>());

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_JSON_is_read_or_refused(string name) => Holds(name, Document.Select(Encoding.UTF8.GetBytes));

    [Theory]
    [MemberData(nameof(Senders))]
    public void Any_signature_is_compared_or_refused(string name)
    {
        var sender = Sender.All[name];
        var source = sender.Source;
        Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            text => source.Verify(sender.Deliver("{}", text ?? string.Empty), "k") != SpotifyCapi.Webhooks.SignatureResult.Valid).Check(Settings);
    }

    private static void Holds(string name, Gen<byte[]> bodies)
    {
        var source = Sender.All[name].Source;
        var requests =
            from body in bodies
            from topic in Gen.Elements(Topics)
            select TestSource.Request(body, ("X-Shopify-Topic", topic), ("X-WC-Webhook-Topic", topic), ("webhook-id", "m"), ("webhook-timestamp", "1614265330"));
        Prop.ForAll(requests.ToArbitrary(), request => IsWhole(source.Read(request))).Check(Settings);
    }

    private static bool IsWhole(SourceReading reading) => reading switch
    {
        SourceReading.Events(var events, _) => events.Count > 0,
        SourceReading.Ignored(var reason, _) => reason.Length > 0,
        SourceReading.Malformed(var error) => error.Code.Length > 0 && !error.Message.Contains("a@b.example", StringComparison.Ordinal),
        SourceReading.PrivacyRequest => true,
        _ => false,
    };

    private static Gen<string> Json(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (1, Scalar),
            (4, from pairs in Gen.ListOf(Pair(depth - 1), 6) select $"{{{string.Join(',', pairs)}}}"),
            (1, from items in Gen.ListOf(Json(depth - 1), 3) select $"[{string.Join(',', items)}]"));

    private static Gen<string> Pair(int depth) =>
        from name in Gen.Elements(Names)
        from value in Json(depth)
        select $"\"{name}\":{value}";
}
