using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data;

[Trait("Tier", "any")]
public sealed class ReaderAgainstNaiveTests
{
    private static readonly Gen<string> Value = Gen.Elements(
        "1", "2", "0", "0.5", "-1", "-0", "+3", ".25", "7.", "1e-5", "2.5E+3", "0.1", "123456.789", "3e38", "16777217", "1e-60");

    private static readonly Gen<string> Feature =
        from id in Gen.Choose(0, 30)
        from value in Value
        select $"{id}:{value}";

    private static readonly Gen<string> Labels = Gen.Choose(0, 20).ListOf().Select(static ids => string.Join(',', ids.Take(5)));

    private static readonly Gen<string> GoodLine =
        from labels in Labels
        from features in Feature.ListOf()
        from space in Gen.Elements(" ", " ", "  ", "\t")
        from tail in Gen.Elements("", "", " ", "\r")
        let line = labels + string.Concat(features.Select(feature => space + feature))
        select (line.Length == 0 ? space : line) + tail;

    private static readonly Gen<string> BadLine = Gen.Elements(
        "", "\r", "1, 2:3", ",1 2:3", "1,,2", "1 2", "1 2:", "1 :3", ":", "1 2:x", "1 2:NaN", "1 2:1e99", "-1 2:3", "1 -2:3",
        "1 2:3:4", "1;2 3:4", "1 99999999999:1", "2147483647 1:1", "1 2:1\0", "a:1", "1 2:Infinity", "1 2:1_0", "1 2:1.2.3", "1 2:--1",
        "1 2:1e", "1\r 2:3", "1,2:3");

    private static readonly Gen<string> Header =
        from points in Gen.Choose(0, 8)
        from features in Gen.Choose(10, 40)
        from labels in Gen.Choose(10, 30)
        select $"{points} {features} {labels}\n";

    private static readonly Gen<string> Text =
        from header in Gen.OneOf(Gen.Constant(""), Header)
        from lines in Gen.Frequency((30, GoodLine), (1, BadLine)).ListOf()
        from end in Gen.Elements("", "\n", "\n\n", "\r\n\r\n")
        select header + string.Join('\n', lines) + end;

    [Property(MaxTest = 2000)]
    public Property AnyChunkSizeGivesWhatReadingLineByLineGives() =>
        Prop.ForAll(Text.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), static (text, chunkBytes) =>
        {
            string expected = NaiveReader.Describe(text);
            Assert.Equal(expected, Describe(text, chunkBytes, threads: 1));
            Assert.Equal(expected, Describe(text, chunkBytes, threads: 3));
            Assert.Equal(expected, Describe(text, 1 << 16, threads: 2));
        });

    private static string Describe(string text, int chunkBytes, int threads)
    {
        try
        {
            return Texts.Describe(Texts.LoadInChunks(text, chunkBytes, threads));
        }
        catch (DataFormatException exception)
        {
            return $"line {exception.Line}";
        }
    }
}
