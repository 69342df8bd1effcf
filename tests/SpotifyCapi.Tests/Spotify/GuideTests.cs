using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>The bodies that the two published integration guides print, and what we write for the event that each describes.</summary>
public sealed class GuideTests
{
    /// <summary>Datafly Signal, "Spotify Ads Manager", API Endpoint.</summary>
    private const string Datafly = """
        {
          "capi_connection_id": "00000000-0000-0000-0000-000000000000",
          "events": [
            {
              "event_name": "Purchase",
              "event_time": { "seconds": 1717689600 },
              "event_id": "evt_8f2c",
              "action_source": "WEB",
              "event_source_url": "https://shop.example.com/thank-you",
              "opt_out_targeting": false,
              "user_data": {
                "ip_address": "203.0.113.42",
                "user_agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
                "hashed_emails": ["b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514"],
                "device_id": "a1b2c3d4"
              },
              "event_details": { "amount": 49.99, "currency": "USD", "content_name": "order_10456" }
            }
          ]
        }
        """;

    private const string DataflyEvent = """
        {
          "event_name": "Order Completed", "event_id": "evt_8f2c", "event_time": "2024-06-06T16:00:00.999Z", "action_source": "WEB",
          "event_source_url": "https://shop.example.com/thank-you", "consent": { "marketing": true },
          "user": { "emails": [" User@Example.com", "second@example.com"], "ip_address": "203.0.113.42", "device_id": "a1b2c3d4",
                    "user_agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" },
          "value": 49.99, "currency": "USD", "content_name": "order_10456"
        }
        """;

    /// <summary>TrackLayer, "Spotify Ads conversions", section 03 "Payload rules", in the root of step 05; the guide cuts its digests short.</summary>
    private const string TrackLayer = """
        {
          "advertiser_id": "987654321",
          "conversion_id": "123456789",
          "events": [
            {
              "event_name": "purchase",
              "event_time": "2026-01-24T10:15:00Z",
              "value": 129.99,
              "currency": "EUR",
              "user_data": {
                "email_sha256": "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514",
                "phone_sha256": "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928",
                "device_advertising_id_sha256": "aab766791ab90f208a8bcb342fd935b3012e81ca20b1f7cf707caf804bbd813c"
              }
            }
          ]
        }
        """;

    private const string TrackLayerEvent = """
        {
          "event_name": "purchase_completed", "event_id": "order-1", "event_time": "2026-01-24T10:15:00Z", "consent": { "marketing": true },
          "action_source": "WEB", "event_source_url": "https://shop.example/", "content_name": "order_1", "content_category": "2271",
          "user": { "emails": ["user@example.com", "second@example.com"], "phone": "+1 415 555 2671", "ip_address": "203.0.113.42", "user_agent": "Mozilla/5.0",
                    "device_id": "AEBE52E7-03EE-455A-B3C4-E57283966239" },
          "value": 129.99, "currency": "EUR"
        }
        """;

    [Fact]
    public void The_flat_profile_writes_Dataflys_body_to_the_byte() =>
        Assert.Equal(Compact(Datafly), Text(GoldenEvents.Request(Profile.CapiDirectFlat, DataflyEvent)));

    [Fact]
    public void The_flat_profile_writes_Dataflys_second_body_when_no_device_id_is_known()
    {
        var expected = JsonNode.Parse(Datafly)!;
        expected["events"]![0]!["user_data"]!.AsObject().Remove("device_id");
        var json = DataflyEvent.Replace("\"device_id\": \"a1b2c3d4\",", "", StringComparison.Ordinal);

        Assert.Equal(Compact(expected.ToJsonString()), Text(GoldenEvents.Request(Profile.CapiDirectFlat, json)));
    }

    [Theory]
    [InlineData("""{ "marketing": false }""", true)]
    [InlineData("{}", true)]
    [InlineData("""{ "marketing": true }""", false)]
    public void The_flat_profile_opts_out_when_consent_is_denied_or_absent(string consent, bool expected)
    {
        var json = DataflyEvent.Replace("""{ "marketing": true }""", consent, StringComparison.Ordinal);

        using var body = JsonDocument.Parse(GoldenEvents.Request(Profile.CapiDirectFlat, json));

        Assert.Equal(expected, body.RootElement.GetProperty("events")[0].GetProperty("opt_out_targeting").GetBoolean());
    }

    [Fact]
    public void The_partner_profile_writes_TrackLayers_fields_and_the_event_id()
    {
        var guide = JsonNode.Parse(TrackLayer)!;
        var body = JsonNode.Parse(GoldenEvents.Request(Profile.PartnerConversions, TrackLayerEvent).Span)!;
        var expected = guide["events"]![0]!.AsObject();
        var actual = body["events"]![0]!.AsObject();

        Assert.Equal(Names(guide), Names(body));
        Assert.Equal(Names(expected["user_data"]!), Names(actual["user_data"]!));
        Assert.Equal([.. Names(expected), "event_id"], Names(actual).Where(name => name != "event_id").Append("event_id"));
        Assert.Equal("order-1", (string?)actual["event_id"]);
        foreach (var field in (string[])["event_name", "value", "currency"])
            Assert.Equal(expected[field]!.ToJsonString(), actual[field]!.ToJsonString());

        Assert.EndsWith("Z", (string?)actual["event_time"], StringComparison.Ordinal);
        Assert.Equal((DateTimeOffset)expected["event_time"]!, (DateTimeOffset)actual["event_time"]!);
        foreach (var field in (string[])["email_sha256", "phone_sha256", "device_advertising_id_sha256"])
            Assert.Equal((string?)expected["user_data"]![field], (string?)actual["user_data"]![field]);
    }

    [Theory]
    [InlineData("AEBE52E7-03EE-455A-B3C4-E57283966239")]
    [InlineData("aebe52e7-03ee-455a-b3c4-e57283966239")]
    [InlineData("d2b1ae3d6ba2a0ae10c6b98b1a2a0e1a30a3ec53ed4a2d8b5c7e0ad3b0aa1d5f")]
    public void The_partner_profile_hashes_the_device_id_once_in_lower_case(string id)
    {
        var json = TrackLayerEvent.Replace("AEBE52E7-03EE-455A-B3C4-E57283966239", id, StringComparison.Ordinal);
        var expected = id.Length == 64
            ? id
            : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("aebe52e7-03ee-455a-b3c4-e57283966239"u8));

        var body = JsonNode.Parse(GoldenEvents.Request(Profile.PartnerConversions, json).Span)!;

        Assert.Equal(expected, (string?)body["events"]![0]!["user_data"]!["device_advertising_id_sha256"]);
    }

    [Fact]
    public void No_profile_writes_what_identifies_a_person_readably()
    {
        foreach (var profile in Enum.GetValues<Profile>())
        {
            var text = Text(GoldenEvents.Request(profile, GoldenEvents.Full));

            Assert.DoesNotContain("jane", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("5552671", text, StringComparison.Ordinal);
            Assert.DoesNotContain("test@", text, StringComparison.Ordinal);
        }
    }

    private static string[] Names(JsonNode node) => [.. node.AsObject().Select(property => property.Key)];

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
