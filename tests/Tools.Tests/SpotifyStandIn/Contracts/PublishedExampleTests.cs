using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

/// <summary>
/// The example of Spotify's CAPI setup guide. Its sample digest is the SHA-256 of the empty string, which no sender may emit: so the
/// example passes strictly with a real digest in that place, and to the letter only where the stand-in is told to let that digest pass.
/// </summary>
public sealed class PublishedExampleTests
{
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Example = """
        {
          "conversion_events": {
            "capi_connection_id": "7f1a1f3e-6b52-4c0e-9d6f-2f6a5a3c1b10",
            "events": [
              {
                "event_name": "PURCHASE",
                "event_id": "order-0001-20260123",
                "event_time": "2026-01-23T12:34:56.000Z",
                "user_data": {
                  "device_id": "rawdeviceid123xyz",
                  "ip_address": "203.0.113.12",
                  "hashed_emails": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
                },
                "event_details": { "content_category": "35", "currency": "USD", "amount": 100.0 }
              }
            ]
          }
        }
        """;

    [Fact]
    public async Task Example_with_a_real_digest_is_accepted_with_spotifys_answer()
    {
        await using var standIn = await TestStandIn.StartAsync();

        var reply = await standIn.PostDirectAsync(Example.Replace(EmptyDigest, EventBody.JaneDigest, StringComparison.Ordinal));

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"message":"SUCCESS"}""", reply.Text);
        Assert.True(Guid.TryParse(reply.Headers["sp-trace-id"], out _));
    }

    [Fact]
    public async Task Example_to_the_letter_is_refused_for_its_digest_of_nothing()
    {
        await using var standIn = await TestStandIn.StartAsync();

        var reply = await standIn.PostDirectAsync(Example);

        reply.IsRefusedOnlyWith("events[0].user_data.hashed_emails[0]: is the digest of the empty string");
    }

    [Fact]
    public async Task Example_to_the_letter_is_accepted_when_empty_digests_are_allowed()
    {
        await using var standIn = await TestStandIn.StartAsync(options => options with { AllowEmptyDigest = true });

        var reply = await standIn.PostDirectAsync(Example);

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Dataflys_example_is_accepted_by_the_flat_profile()
    {
        await using var standIn = await TestStandIn.StartAsync();

        var reply = await standIn.PostFlatAsync("""
            {
              "capi_connection_id": "7f1a1f3e-6b52-4c0e-9d6f-2f6a5a3c1b10",
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
            """);

        Assert.Equal(200, reply.Status);
    }
}
