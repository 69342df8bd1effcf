namespace Dev.Tests.Push;

/// <summary>Reports as the app writes them.</summary>
internal static class Reports
{
    public const string Completed = """
        {"report_id":"r-1","source":"pos","file":"orders.csv","status":"completed","started_at":"2026-01-23T12:00:00Z","finished_at":"2026-01-23T12:00:09Z",
         "rows":10,"accepted":6,"duplicates":1,"ignored":1,"rejected":2,"messages":1,"by_code":{"amount_missing":1,"email_invalid":1},
         "problems":[{"line":3,"field":"value","code":"amount_missing","message":"A purchase has no amount."},
                     {"line":12,"field":"","code":"too_many_fields","message":"The row has more fields than the header."}],
         "problems_total":2,"report":"/api/offline-conversions/pos/reports/r-1"}
        """;

    public const string Running = """{"report_id":"r-1","status":"running","rows":1000,"accepted":1000}""";

    public const string Interrupted = """{"report_id":"r-1","status":"interrupted","rows":1500}""";

    public const string NoneYet = """{"title":"Not found","status":404,"errors":[{"code":"unknown_report","field":"","message":"There is no such report."}]}""";

    public static string Problem(string code, string message) =>
        $$"""{"type":"about:blank","title":"The request cannot be taken","errors":[{"code":"{{code}}","field":"","message":"{{message}}"}]}""";
}
