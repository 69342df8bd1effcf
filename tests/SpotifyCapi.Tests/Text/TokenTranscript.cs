using System.Text;
using System.Text.Json;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

/// <summary>What a reader tells of some JSON: each token with all that can be asked about it, and at last its complaint.</summary>
internal static class TokenTranscript
{
    public static string Ours(byte[] json, int maxDepth)
    {
        var told = new StringBuilder();
        var reader = new JsonTokens(json, maxDepth);
        try
        {
            while (reader.Read())
            {
                told.Append(reader.TokenType).Append(' ').Append(Encoding.Latin1.GetString(reader.ValueSpan)).Append(' ').Append(reader.ValueIsEscaped);
                Tell(told, reader.TokenType, ref reader);
            }
        }
        catch (JsonException wrong)
        {
            told.Append(wrong.Message);
        }

        return told.ToString();
    }

    public static string Theirs(byte[] json, int maxDepth)
    {
        var told = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
            while (reader.Read())
            {
                told.Append(reader.TokenType).Append(' ').Append(Encoding.Latin1.GetString(reader.ValueSpan)).Append(' ').Append(reader.ValueIsEscaped);
                Tell(told, reader.TokenType, ref reader);
            }
        }
        catch (JsonException wrong)
        {
            told.Append(wrong.Message);
        }

        return told.ToString();
    }

    private static void Tell(StringBuilder told, JsonTokenType type, ref JsonTokens reader)
    {
        switch (type)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                try
                {
                    told.Append(reader.GetString()).Append(reader.ValueTextEquals("a"u8)).Append(reader.CopyString(new byte[1000]));
                }
                catch (InvalidOperationException)
                {
                    told.Append("no text");
                }

                break;
            case JsonTokenType.Number:
                told.Append(reader.TryGetDecimal(out var number)).Append(number);
                try
                {
                    told.Append(reader.GetInt64()).Append(reader.GetInt32());
                }
                catch (FormatException)
                {
                    told.Append("another number");
                }

                break;
            case JsonTokenType.True or JsonTokenType.False:
                told.Append(reader.GetBoolean());
                break;
            default:
                Assert.True(NoNumber(reader) && NoTruth(reader));
                break;
        }
    }

    private static void Tell(StringBuilder told, JsonTokenType type, ref Utf8JsonReader reader)
    {
        switch (type)
        {
            case JsonTokenType.String or JsonTokenType.PropertyName:
                try
                {
                    told.Append(reader.GetString()).Append(reader.ValueTextEquals("a"u8)).Append(reader.CopyString(new byte[1000]));
                }
                catch (InvalidOperationException)
                {
                    told.Append("no text");
                }

                break;
            case JsonTokenType.Number:
                told.Append(reader.TryGetDecimal(out var number)).Append(number);
                try
                {
                    told.Append(reader.GetInt64()).Append(reader.GetInt32());
                }
                catch (FormatException)
                {
                    told.Append("another number");
                }

                break;
            case JsonTokenType.True or JsonTokenType.False:
                told.Append(reader.GetBoolean());
                break;
        }
    }

    private static bool NoNumber(JsonTokens reader)
    {
        try
        {
            reader.GetInt64();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool NoTruth(JsonTokens reader)
    {
        try
        {
            reader.GetBoolean();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
