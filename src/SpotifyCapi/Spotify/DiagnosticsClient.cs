namespace SpotifyCapi.Spotify;

/// <summary>Asks the Ads API what it has received of a destination.</summary>
public sealed class DiagnosticsClient(AdsApiClient api)
{
    /// <summary>Asks for the daily counts of a destination.</summary>
    public async Task<DiagnosticsAnswer> AskAsync(Destination destination, CancellationToken cancellationToken)
    {
        if (destination.Ads is not { } ads)
            return DiagnosticsAnswer.Without(DiagnosticsStatus.NotConfigured);

        var answer = await api.GetAsync(ads, ads.Diagnostics, cancellationToken);
        if (answer.Status != DiagnosticsStatus.Ok)
            return DiagnosticsAnswer.Without(answer.Status);

        if (DatasetDiagnostics.Read(answer.Json) is not { } sources)
            return DiagnosticsAnswer.Without(DiagnosticsStatus.Unreadable);

        // Spotify's samples name a data source by its integration, and its help calls the connection by that name too.
        var integration = DatasetDiagnostics.NeedsIntegration(sources, destination.ConnectionId)
            ? await IntegrationAsync(ads, destination.ConnectionId, cancellationToken)
            : null;
        return DatasetDiagnostics.Choose(sources, destination.ConnectionId, integration) is { } source
            ? new DiagnosticsAnswer(DiagnosticsStatus.Ok, source.Days) { PixelDays = DatasetDiagnostics.OfPixels(sources) }
            : DiagnosticsAnswer.Without(DiagnosticsStatus.NotInDataset);
    }

    private async Task<string?> IntegrationAsync(AdsAccess ads, string connectionId, CancellationToken cancellationToken) =>
        (await api.GetAsync(ads, ads.Connection(connectionId), cancellationToken)).Json.TextOf("integration_id");
}

/// <summary>What Spotify told about a dataset.</summary>
/// <param name="Status">One of <see cref="DiagnosticsStatus"/>.</param>
/// <param name="Days">Counts, when the status is ok.</param>
public sealed record DiagnosticsAnswer(string Status, IReadOnlyList<ReceivedByDay> Days)
{
    /// <summary>What the pixels of the same dataset reported; empty when there is none.</summary>
    public IReadOnlyList<ReceivedByDay> PixelDays { get; init; } = [];

    /// <summary>An answer without counts, and why.</summary>
    public static DiagnosticsAnswer Without(string status) => new(status, []);
}

/// <summary>Events of one name that Spotify received on one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="EventName">The name as diagnostics spell it, such as <c>ADDTOCART</c>.</param>
/// <param name="Count">How many.</param>
public sealed record ReceivedByDay(DateOnly Day, string EventName, long Count);

/// <summary>How asking Spotify ended: stable words, each with a sentence for the reader.</summary>
public static class DiagnosticsStatus
{
    /// <summary>Spotify answered.</summary>
    public const string Ok = "ok";

    /// <summary>The destination has no settings for it.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>The token's secret cannot be read.</summary>
    public const string SecretUnavailable = "secret_unavailable";

    /// <summary>401.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>403.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>404.</summary>
    public const string NotFound = "not_found";

    /// <summary>429.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>No connection, or a status that no other word is for.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>Spotify answered, and none of the dataset's sources is this connection.</summary>
    public const string NotInDataset = "not_in_dataset";

    /// <summary>An answer that is not the documented one.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The sentence that belongs to a status.</summary>
    public static string Explain(string status) => status switch
    {
        Ok => "Spotify answered. Its own figures lag by some 20 minutes.",
        NotConfigured => "Set BusinessId, DatasetId and AdsTokenSecret of this destination to compare with what Spotify has.",
        SecretUnavailable => "The secret with the Ads API's token cannot be read.",
        Unauthorized => "Spotify refused the Ads API's token (401): it is wrong or has expired. It is not the token of CAPI.",
        Forbidden => "The Ads API's token may not see this business (403).",
        NotFound => "Spotify knows no such business or dataset (404): compare BusinessId and DatasetId with Ads Manager.",
        RateLimited => "Spotify asks for fewer requests (429); try again in a minute.",
        NotInDataset => "The dataset does not list this connection: nothing from it has arrived there yet, or it belongs to another dataset.",
        Timeout => "Spotify did not answer in time.",
        Unreadable => "Spotify's answer is not what its documentation says.",
        _ => "Spotify cannot be reached or is failing.",
    };
}
