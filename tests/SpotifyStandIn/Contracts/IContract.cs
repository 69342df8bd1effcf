using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>One published way to send conversions: its credentials and its body.</summary>
internal interface IContract
{
    bool Accepts(string bearer);

    /// <summary>Null when the whole batch is accepted.</summary>
    Refusal? Judge(JsonElement root, string bearer);
}
