using System.Text.Json.Serialization;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Source-generated serialisation of the ingest log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IngestRecord))]
[JsonSerializable(typeof(TallyBatch))]
internal sealed partial class IngestJsonContext : JsonSerializerContext;
