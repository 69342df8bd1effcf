namespace Testing.Harness;

/// <summary>Canonical events as JSON.</summary>
public static class CanonicalEvents
{
    /// <summary>A purchase with every kind of identifier.</summary>
    public static string Purchase(string id, string email = "jane.doe@example.com", string phone = "+14155552671", string ip = "203.0.113.42") => $$$"""
        {"event_name":"Order Completed","event_id":"{{{id}}}","event_time":"2026-01-23T12:34:56Z","action_source":"WEB",
         "event_source_url":"https://shop.example/thanks","consent":{"marketing":true},
         "user":{"email":"{{{email}}}","phone":"{{{phone}}}","ip_address":"{{{ip}}}","user_agent":"UA/1.0"},
         "value":49.99,"currency":"USD","content_name":"order_1001","content_category":"2271"}
        """;

    /// <summary>A purchase without amount: rejected, and nobody's fault but the sender's.</summary>
    public static string WithoutAmount(string id) => $$$"""
        {"event_name":"PURCHASE","event_id":"{{{id}}}","event_time":"2026-01-23T12:34:56Z","user":{"email":"jane.doe@example.com"}}
        """;

    /// <summary>An event that maps to nothing: ignored.</summary>
    public static string Unmapped(string id) => $$$"""
        {"event_name":"Wishlist Shared","event_id":"{{{id}}}","event_time":"2026-01-23T12:34:56Z","user":{"email":"jane.doe@example.com"}}
        """;

    public static string Array(params IEnumerable<string> events) => $"[{string.Join(',', events)}]";

    public static string Wrapped(params IEnumerable<string> events) => $"{{\"events\":{Array(events)}}}";
}
