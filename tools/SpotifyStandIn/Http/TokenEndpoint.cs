using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SpotifyStandIn.Connections;
using SpotifyStandIn.Faults;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>OAuth2 client credentials (RFC 6749 §4.4). Neither credentials nor tokens reach the log.</summary>
internal sealed class TokenEndpoint(PartnerAccess access, StandInOptions options, FaultScript faults, ReceivedLog log)
{
    private const int MaxBodyBytes = 4_096;
    private readonly AnswerWriter writer = new(options.TimeProvider);

    public async Task HandleAsync(HttpContext http, CancellationToken stopping)
    {
        var arrival = new Arrival(http, RequestKind.Token, options.TimeProvider);
        var path = http.Request.Path.Value!;
        var fault = faults.TakeBeforeReading(path, isEventEndpoint: false);
        var (answer, authorized) = (new Answer(500, default), false);
        if (fault is null)
        {
            var body = await BoundedBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
            fault = faults.Take(path, isEventEndpoint: false, []);
            if (fault?.Step.ReplacesProcessing == true)
            {
                answer = Verdict.Replaced(fault).Answer;
            }
            else
            {
                answer = Judge(http.Request, body);
                authorized = answer.Status == 200;
                answer = fault is not null && authorized ? answer.As(fault.Step) : answer;
            }
        }

        var cut = fault?.Step is { Status: null } and ({ Reset: not null } or { SilenceMs: not null });
        var entry = log.Append(arrival.Entry(cut ? null : answer.Status, fault?.Step.Kind, authorized));
        entry.Complete(arrival.Elapsed, await writer.WriteAsync(http, answer, fault?.Step, stopping));
    }

    private Answer Judge(HttpRequest request, byte[]? body)
    {
        if (!HttpMethods.IsPost(request.Method))
            return Failed(405, "invalid_request");
        if (body is null || !request.HasFormContentType)
            return Failed(400, "invalid_request");
        if (!IsKnownClient(request))
            return Failed(401, "invalid_client") with { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic" } };
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (!form.TryGetValue("grant_type", out var grant) || grant.Count != 1)
            return Failed(400, "invalid_request");
        return grant[0] == "client_credentials" ? Issued() : Failed(400, "unsupported_grant_type");
    }

    private bool IsKnownClient(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        Span<byte> decoded = stackalloc byte[1_024];
        if (!Convert.TryFromBase64String(header[6..].Trim(), decoded, out var length))
            return false;
        var credentials = Encoding.UTF8.GetString(decoded[..length]);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && access.KnowsSecret(Decoded(credentials[..colon]), Decoded(credentials[(colon + 1)..]));
    }

    // RFC 6749 §2.3.1 form-encodes both parts before Base64.
    private static string Decoded(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));

    private Answer Issued() => new(200, Json(json =>
    {
        json.WriteString("access_token", access.Issue());
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", (long)access.TokenLifetime.TotalSeconds);
    }));

    private static Answer Failed(int status, string error) => new(status, Json(json => json.WriteString("error", error)));

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
