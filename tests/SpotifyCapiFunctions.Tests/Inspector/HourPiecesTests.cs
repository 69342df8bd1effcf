using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class HourPiecesTests
{
    private static readonly DateTimeOffset Hour = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void QuietHour_IsOnePiece() => Assert.Equal([(0, 3600)], Pieces(new HourPieces(Hour), Hour.AddHours(1).AddTicks(-1), 10));

    [Fact]
    public void BusyHour_IsCutSoThatNoPieceHasMoreThanFit()
    {
        var pieces = new HourPieces(Hour);
        for (var i = 0; i < 3600; i++)
            pieces.Count(Hour.AddSeconds(i + 0.999), 3);

        var cut = Pieces(pieces, Hour.AddSeconds(1800.5), 1000);

        Assert.Equal([(1468, 1801), (1135, 1468), (802, 1135), (469, 802), (136, 469), (0, 136)], cut);
    }

    [Fact]
    public void SecondWithMoreThanFit_IsAPieceOfItsOwn()
    {
        var pieces = new HourPieces(Hour);
        pieces.Count(Hour.AddSeconds(100), 9);
        pieces.Count(Hour.AddSeconds(101), 11);
        pieces.Count(Hour.AddSeconds(101), 11);
        pieces.Count(Hour.AddSeconds(103), 10);

        Assert.Equal([(102, 201), (101, 102), (0, 101)], Pieces(pieces, Hour.AddSeconds(200), 10));
    }

    private static IEnumerable<(int, int)> Pieces(HourPieces pieces, DateTimeOffset last, int most) =>
        pieces.UpTo(last, most).Select(piece => ((int)(piece.Begin - Hour).TotalSeconds, (int)(piece.End - Hour).TotalSeconds));
}
