using System.Globalization;
using System.Text.RegularExpressions;

namespace Dev.Hosting;

/// <summary>Reads from Azurite's lines which ports it got.</summary>
internal sealed partial class AzuriteOutput
{
    private readonly TaskCompletionSource<StorageConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, int> _ports = [];

    /// <summary>Completes once all three services listen.</summary>
    public Task<StorageConnection> Connection => _connection.Task;

    public void Read(string line)
    {
        if (Listening().Match(line) is not { Success: true } match)
            return;
        _ports[match.Groups[1].Value] = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        if (_ports.TryGetValue("Blob", out var blob) && _ports.TryGetValue("Queue", out var queue) && _ports.TryGetValue("Table", out var table))
            _connection.TrySetResult(new StorageConnection(blob, queue, table));
    }

    [GeneratedRegex(@"^Azurite (Blob|Queue|Table) service is successfully listening at http://[^ ]+:(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Listening();
}
