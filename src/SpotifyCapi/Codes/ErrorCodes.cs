namespace SpotifyCapi.Codes;

/// <summary>
/// The stable codes of everything that can be wrong with a request or an event. Callers branch on them, so a code is never renamed;
/// docs/errors.md explains each and is compared with this list by a test.
/// </summary>
public static class ErrorCodes
{
    /// <summary>The body has no bytes.</summary>
    public const string EmptyBody = "empty_body";
    /// <summary>The body is longer than allowed.</summary>
    public const string BodyTooLarge = "body_too_large";
    /// <summary>The body ended before, or did not match, its Content-Length.</summary>
    public const string BodyIncomplete = "body_incomplete";
    /// <summary>The Content-Type is not one that the route takes.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";
    /// <summary>The body is compressed or otherwise encoded.</summary>
    public const string UnsupportedContentEncoding = "unsupported_content_encoding";
    /// <summary>The body is not UTF-8.</summary>
    public const string InvalidUtf8 = "invalid_utf8";
    /// <summary>The body is not JSON, is cut off, or is nested deeper than 32 levels.</summary>
    public const string MalformedJson = "malformed_json";
    /// <summary>The JSON is neither an event, nor an array, nor an object with <c>events</c>.</summary>
    public const string UnexpectedShape = "unexpected_shape";
    /// <summary>There is no event in the request.</summary>
    public const string NoEvents = "no_events";
    /// <summary>There are more events in the request than allowed.</summary>
    public const string TooManyEvents = "too_many_events";
    /// <summary>No source of that name is configured.</summary>
    public const string UnknownSource = "unknown_source";
    /// <summary>No destination of that name is configured, or none is named and there are several.</summary>
    public const string UnknownDestination = "unknown_destination";
    /// <summary>The queue did not take the events; nothing was stored and the sender may try again.</summary>
    public const string QueueUnavailable = "queue_unavailable";
    /// <summary>This instance holds as many bytes of requests as it may; nothing was stored and the sender may try again.</summary>
    public const string Overloaded = "overloaded";
    /// <summary>A secret cannot be read now; nothing was stored and the sender may try again.</summary>
    public const string SecretUnavailable = "secret_unavailable";
    /// <summary>This instance is being stopped; another one answers the same request.</summary>
    public const string ShuttingDown = "shutting_down";
    /// <summary>A cursor does not come from the page before.</summary>
    public const string InvalidCursor = "invalid_cursor";
    /// <summary>Nothing is on record about an event.</summary>
    public const string NoDelivery = "no_delivery";
    /// <summary>A window of time ends before it begins, or is too long.</summary>
    public const string RangeInvalid = "range_invalid";
    /// <summary>The blob storage does not answer.</summary>
    public const string StorageUnavailable = "storage_unavailable";
    /// <summary>A bug on our side.</summary>
    public const string InternalError = "internal_error";
    /// <summary>A field has the wrong JSON type.</summary>
    public const string WrongType = "wrong_type";
    /// <summary>A field occurs twice in one object, so it is not clear which value counts.</summary>
    public const string DuplicateField = "duplicate_field";
    /// <summary><c>event_name</c> is missing or blank.</summary>
    public const string EventNameMissing = "event_name_missing";
    /// <summary><c>event_id</c> is missing or blank.</summary>
    public const string EventIdMissing = "event_id_missing";
    /// <summary><c>event_id</c> is longer than 512 characters.</summary>
    public const string EventIdTooLong = "event_id_too_long";
    /// <summary><c>event_id</c> holds an e-mail address; it would leave the process raw.</summary>
    public const string EventIdIsPersonal = "event_id_is_personal";
    /// <summary><c>event_time</c> is missing or blank.</summary>
    public const string EventTimeMissing = "event_time_missing";
    /// <summary><c>event_time</c> is not an ISO 8601 date and time.</summary>
    public const string EventTimeInvalid = "event_time_invalid";
    /// <summary><c>event_time</c> has neither <c>Z</c> nor an offset.</summary>
    public const string EventTimeWithoutOffset = "event_time_without_offset";
    /// <summary><c>event_time</c> lies further ahead than clocks may differ.</summary>
    public const string EventTimeInFuture = "event_time_in_future";
    /// <summary><c>event_time</c> is older than the destination takes.</summary>
    public const string EventTimeTooOld = "event_time_too_old";
    /// <summary>No identifier is left after cleaning.</summary>
    public const string NoIdentifier = "no_identifier";
    /// <summary>A revenue event has no amount.</summary>
    public const string AmountMissing = "amount_missing";
    /// <summary>The amount is not a possible price.</summary>
    public const string AmountInvalid = "amount_invalid";
    /// <summary>The amount is below zero.</summary>
    public const string AmountNegative = "amount_negative";
    /// <summary>The amount has more decimals than its currency.</summary>
    public const string AmountPrecision = "amount_precision";
    /// <summary>A revenue event has no currency.</summary>
    public const string CurrencyMissing = "currency_missing";
    /// <summary>The currency is not an ISO 4217 code.</summary>
    public const string CurrencyUnknown = "currency_unknown";
    /// <summary>The event alone is larger than a queue message.</summary>
    public const string TooLarge = "too_large";
    /// <summary>The file is an archive, a workbook or something else that is not text.</summary>
    public const string WrongFileType = "wrong_file_type";
    /// <summary>The file as a whole is not UTF-8.</summary>
    public const string WrongEncoding = "wrong_encoding";
    /// <summary>The first line of a file cannot be read as names of columns.</summary>
    public const string HeaderMalformed = "header_malformed";
    /// <summary>No column of a file is known.</summary>
    public const string ColumnsUnknown = "columns_unknown";
    /// <summary>Two columns of a file mean the same.</summary>
    public const string ColumnDuplicate = "column_duplicate";
    /// <summary>A column that is needed is not in the file.</summary>
    public const string ColumnMissing = "column_missing";
    /// <summary>A row has fewer fields than the header.</summary>
    public const string RowTooFewFields = "row_too_few_fields";
    /// <summary>A row has more fields than the header.</summary>
    public const string RowTooManyFields = "row_too_many_fields";
    /// <summary>A quote of a row is not closed, or something follows the closing one.</summary>
    public const string RowQuoteUnclosed = "row_quote_unclosed";
    /// <summary>A row holds NUL bytes.</summary>
    public const string RowHasNul = "row_has_nul";
    /// <summary>A row is not UTF-8.</summary>
    public const string RowInvalidUtf8 = "row_invalid_utf8";
    /// <summary>A row is longer than any event can be.</summary>
    public const string RowTooLong = "row_too_long";
    /// <summary>The source is one of webhooks, not of files.</summary>
    public const string NotAFileSource = "not_a_file_source";
    /// <summary>No report of that name is there.</summary>
    public const string UnknownReport = "unknown_report";
    /// <summary>No replay of that id is there.</summary>
    public const string UnknownReplay = "unknown_replay";
    /// <summary>Another replay is not done yet.</summary>
    public const string ReplayRunning = "replay_running";
    /// <summary>As many files as this instance reads at once are being read.</summary>
    public const string TooManyUploads = "too_many_uploads";
}

/// <summary>One thing that is wrong with an event or a request.</summary>
/// <param name="Code">Stable code, one of <see cref="ErrorCodes"/>.</param>
/// <param name="Field">The field as the sender spells it (<c>user.email</c>); empty when it is the whole.</param>
/// <param name="Message">A sentence for a person. Never holds the value.</param>
public sealed record ValidationError(string Code, string Field, string Message);

/// <summary>Collects what is wrong with an event.</summary>
internal static class ValidationErrors
{
    // A field of the wrong type was reported while reading; "missing" on top of it would mislead.
    public static void AddUnlessRead(this List<ValidationError> errors, string field, string code, string message)
    {
        if (!errors.Exists(error => error.Field == field))
            errors.Add(new(code, field, message));
    }
}
