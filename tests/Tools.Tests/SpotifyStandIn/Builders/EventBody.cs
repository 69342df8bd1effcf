using System.Text.Json.Nodes;

namespace Tools.Tests.SpotifyStandIn.Builders;

/// <summary>
/// A valid body of one profile, changed field by field. Paths are relative to the first event unless they start with "/".
/// </summary>
internal sealed class EventBody
{
    public const string JaneDigest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
    private readonly JsonNode root;
    private readonly string[] events;

    private EventBody(string json, params string[] events) => (root, this.events) = (JsonNode.Parse(json)!, events);

    public static EventBody Direct(string eventId = "order-1001") => new($$"""
        {"conversion_events":{"capi_connection_id":"{{TestStandIn.ConnectionId}}","events":[{
          "event_name":"PURCHASE","event_id":"{{eventId}}","event_time":"2026-06-01T11:59:00.000Z",
          "user_data":{"ip_address":"203.0.113.12","device_id":"device-1","hashed_emails":["{{JaneDigest}}"],
            "hashed_phone_number":"cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928"},
          "event_source_url":"https://shop.example/thanks","action_source":"WEB","opt_out_targeting":false,
          "event_details":{"amount":49.99,"currency":"USD","content_name":"order_1001","content_category":"2271"} } ] } }
        """, "conversion_events", "events");

    public static EventBody Flat() => new($$"""
        {"capi_connection_id":"{{TestStandIn.ConnectionId}}","events":[{
          "event_name":"Purchase","event_id":"evt-1","event_time":{"seconds":1780315140},
          "user_data":{"ip_address":"203.0.113.42","user_agent":"Mozilla/5.0","hashed_emails":["{{JaneDigest}}"]},
          "event_source_url":"https://shop.example/thanks","action_source":"WEB","opt_out_targeting":false,
          "event_details":{"amount":49.99,"currency":"USD","content_name":"order_10456"} } ] }
        """, "events");

    public static EventBody Partner() => new($$"""
        {"advertiser_id":"987654321","conversion_id":"123456789","events":[{
          "event_name":"purchase","event_id":"evt-1","event_time":"2026-04-24T10:15:00Z","value":129.99,"currency":"EUR",
          "user_data":{"email_sha256":"{{JaneDigest}}",
            "phone_sha256":"cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928",
            "device_advertising_id_sha256":"973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"} } ] }
        """, "events");

    public EventBody With(string path, string json)
    {
        var (parent, name) = Locate(path);
        parent[name] = JsonNode.Parse(json);
        return this;
    }

    public EventBody Without(params string[] paths)
    {
        foreach (var path in paths)
        {
            var (parent, name) = Locate(path);
            Assert.True(parent.AsObject().Remove(name), $"{path} is not in the body");
        }

        return this;
    }

    /// <summary>Adds copies of the first event, each with its own id.</summary>
    public EventBody Plus(params string[] eventIds)
    {
        var events = Events();
        foreach (var id in eventIds)
        {
            var copy = events[0]!.DeepClone();
            copy["event_id"] = id;
            events.Add(copy);
        }

        return this;
    }

    public JsonArray Events() => events.Aggregate(root, (node, name) => node[name]!).AsArray();

    public override string ToString() => root.ToJsonString();

    private (JsonNode Parent, string Name) Locate(string path)
    {
        var parts = path.TrimStart('/').Split('.');
        var start = path.StartsWith('/') ? root : Events()[0]!;
        return (parts[..^1].Aggregate(start, (node, part) => node[part]!), parts[^1]);
    }
}
