using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>The answers that the HTTP functions give. Plain bytes with a status: the worker hands the object on to the host.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, string contentType = "application/json")
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return Results.Text(buffer.WrittenSpan, contentType, status);
    }

    /// <summary>One problem of the whole request.</summary>
    public static IResult Problem(int status, ValidationError error) => Problem(status, error.Message, [error]);

    /// <summary>A problem with its errors.</summary>
    public static IResult Problem(
        int status, string? detail, IReadOnlyList<ValidationError>? errors, IReadOnlyList<IntakeResult>? results = null) => Json(
            new ProblemJson("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, errors, results),
            AnswerJsonContext.Default.ProblemJson,
            status,
            "application/problem+json");

    /// <summary>401 without a word: a prober learns nothing.</summary>
    public static IResult Unauthorized() => Results.StatusCode(StatusCodes.Status401Unauthorized);

    /// <summary>503 of a route that stores events.</summary>
    public static IResult QueueUnavailable(HttpResponse response) => Unavailable(
        response, ErrorCodes.QueueUnavailable, "The queue does not take all of the events now. Send the same again; what it has taken is recognised.");

    /// <summary>503 of a route that looks things up.</summary>
    public static IResult StorageUnavailable(HttpResponse response) => Unavailable(
        response, ErrorCodes.StorageUnavailable, "The storage does not answer now, so nothing can be looked up. Events are not affected.");

    /// <summary>503 with the seconds after which to resend.</summary>
    public static IResult Unavailable(HttpResponse response, string code, string message, string retryAfter = "5")
    {
        response.Headers.RetryAfter = retryAfter;
        return Problem(StatusCodes.Status503ServiceUnavailable, new ValidationError(code, string.Empty, message));
    }

    /// <summary>Outcomes of events: 202 when something was stored, 200 when there was nothing to store, 400 when nothing could be accepted.</summary>
    public static IResult Intake(IntakeReport report, HttpResponse response, bool senderIsPlatform = false)
    {
        if (!report.IsStored)
            return QueueUnavailable(response);

        var json = IntakeJson.Of(report);
        if (json is { Accepted: 0, Rejected: > 0 } && !senderIsPlatform)
        {
            var errors = report.Results.SelectMany(result => result.Errors ?? []).ToArray();
            return Problem(StatusCodes.Status400BadRequest, "No event could be accepted.", errors, json.Results);
        }

        return Json(json, AnswerJsonContext.Default.IntakeJson, json.Accepted > 0 ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }
}
