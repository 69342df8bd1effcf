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
