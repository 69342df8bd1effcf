using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tools.Tests.Benchmarks;

/// <summary>What is measured is right: a fast wrong answer would look good in a table.</summary>
public sealed class WholePathTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(BatchBenchmarks.Events)]
    public void Whole_path_ends_in_the_bytes_that_a_plain_mapping_of_the_sample_gives(int events)
    {
        var body = Samples.Body(events);

        var request = new WholePath().Run(Samples.Request(body))[0];

        Assert.Equal(Expected(JsonNode.Parse(body)!, request.Count), Encoding.UTF8.GetString(request.Json.Span));
    }

    [Fact]
    public void Whole_path_loses_no_event_of_a_batch() =>
        Assert.Equal(BatchBenchmarks.Events, new WholePath().Run(Samples.Request(Samples.Body(BatchBenchmarks.Events))).Sum(request => request.Count));

    [Fact]
    public void Sample_has_the_size_that_the_table_names() => Assert.Equal(Samples.EventBytes, Samples.Body(1).Length);

    [Fact]
    public void Steps_give_what_the_whole_path_is_made_of()
    {
        var steps = new EventBenchmarks();

        Assert.Equal("order-000001", steps.ParseAndValidate().Facts.EventId);
        Assert.Equal([Digest(Samples.NormalizedEmail)], steps.NormaliseAndHash().Emails.Select(digest => digest.ToHex()));
        Assert.Equal(Digest(Samples.NormalizedPhone), steps.NormaliseAndHash().Phone!.Value.ToHex());
        var whole = Assert.Single(steps.WholePath()).Json.ToArray();
        Assert.Equal(whole, Assert.Single(steps.MapAndSerialise()).Json.ToArray());
        Assert.Equal(whole, Assert.Single(new WholePath().Deliver(steps.Pack())).Json.ToArray());
        Assert.Equal(whole, Assert.Single(steps.BodyToRequest()).Json.ToArray());
        Assert.Single(Assert.IsType<SpotifyCapi.Queueing.QueueEnvelope>(steps.Unpack()).Events);
        Assert.Equal(2 * SHA256.HashSizeInBytes, steps.FloorDigests());
        Assert.True(steps.FloorReader() > 30);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(64 * 1024)]
    public void Signature_that_is_checked_is_valid(int bytes)
    {
        var check = new SignatureBenchmarks { Bytes = bytes };
        check.Setup();

        Assert.Equal(SpotifyCapi.Webhooks.SignatureResult.Valid, check.Check());
        Assert.Equal(SHA256.HashSizeInBytes, check.Floor());
    }

    [Fact]
    public void Batch_that_is_measured_holds_its_events()
    {
        var batch = new BatchBenchmarks();

        Assert.Equal(BatchBenchmarks.Events, batch.WholePath().Sum(request => request.Count));
        Assert.Equal(BatchBenchmarks.Events, batch.BodyToRequest().Sum(request => request.Count));
        Assert.True(batch.Floor() > 0);
    }

    private static string Expected(JsonNode body, int count)
    {
        var events = body is JsonArray array ? array.Take(count).Select(item => Wire(item!)) : [Wire(body)];
        return $$$"""{"conversion_events":{"capi_connection_id":"{{{Samples.Destination.ConnectionId}}}","events":[{{{string.Join(',', events)}}}]}}""";
    }

    private static string Wire(JsonNode sample) => $$$"""
        {"event_name":"PURCHASE","event_id":"{{{sample["event_id"]}}}","event_time":"2026-01-23T12:34:56.000Z","action_source":"WEB",
        "event_source_url":"{{{sample["event_source_url"]}}}","opt_out_targeting":false,"user_data":{"ip_address":"203.0.113.42",
        "device_id":"{{{sample["user"]!["device_id"]}}}","hashed_emails":["{{{Digest(Samples.NormalizedEmail)}}}"],
        "hashed_phone_number":"{{{Digest(Samples.NormalizedPhone)}}}"},
        "event_details":{"amount":49.99,"currency":"USD","content_name":"{{{sample["content_name"]!.ToString().Trim()}}}","content_category":"2271"}}
        """.ReplaceLineEndings(string.Empty);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
